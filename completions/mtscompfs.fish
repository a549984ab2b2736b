# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# fish completion for the program with the name of this file, or of the link to
# it.  The options, their values and the mount options are read from --help at
# completion time.

# __mtscomp_section PROGRAM OPTION: prints the items of the sections of --help
# with the option in their titles, such as "Mount options (-o, ...):", each with
# its description.
function __mtscomp_section --argument-names program option
    set -l inside no
    for line in ($program --help 2>/dev/null)
        if string match --quiet --regex -- "\($option"'[,)]' $line
            set inside yes
        else if not string match --quiet -- '  *' $line
            set inside no
        else if test $inside = yes
            set -l parts (string match --regex -- \
                '^  ([a-z_][\w+/=.]*(?:, [\w+/=.]+)*)(?:  +(.*))?$' $line)
            or continue
            for item in (string split -- ', ' $parts[2])
                test $item != ...
                and printf '%s\t%s\n' (string replace --regex '=.*' = $item) \
                    "$parts[3]"
            end
        end
    end
end

# __mtscomp_complete_options PROGRAM: defines the completion of its options.
function __mtscomp_complete_options --argument-names program
    for line in ($program --help 2>/dev/null)
        set -l parts (string match --regex -- \
            '^  (-[^ ]+) ?((?:[A-Z](?:[^ ]| (?! ))*)?)(?:  +(.*))?$' $line)
        or continue
        set -l names
        for name in (string split -- , $parts[2])
            if string match --quiet -- '--*' $name
                set --append names --long-option (string sub --start 3 -- $name)
            else
                set --append names --short-option (string sub --start 2 -- $name)
            end
        end
        set -l value
        switch "$parts[3]"
            case ''
            case 'FILE*'
                set value --require-parameter --force-files
            case 'DIR*' 'MOUNTPOINT*'
                set value --exclusive --arguments '(__fish_complete_directories)'
            case 'OPTIONS*'
                set value --exclusive --arguments \
                    "(__fish_complete_list , '__mtscomp_section $program $parts[2]')"
            case '*'
                set -l words
                if string match --quiet --regex \
                        '^[a-z]+(, [a-z]+)+ or [a-z]+$' -- "$parts[4]"
                    set words (string match --all --regex '\b(?!or\b)[a-z]+' \
                        -- $parts[4])
                else
                    set -l long (string match --regex -- "--[a-z0-9-]+" $parts[2])
                    set words "(__mtscomp_section $program $long)"
                end
                set value --exclusive --arguments "$words"
        end
        complete --command $program $names $value --description "$parts[4]"
    end
end

# __mtscomp_files SUFFIX...: prints files with one of these suffixes, and
# directories.
function __mtscomp_files
    complete --do-complete "'' "(commandline --current-token) |
        string match --regex "^.*(?:/|\.(?:"(string join '|' $argv)"))\$"
end

function __mtscomp_complete_arguments --argument-names program
    set -l files '(__mtscomp_files cbin cdat craw cnpy)'
    switch $program
        case mtscompfs
            set files '(__fish_complete_directories)'
        case mtscomp-pack
            set files '(__mtscomp_files bin dat raw npy)'
        case mtscomp-unpack
            set files '(__mtscomp_files cbin cdat craw cnpy ch)'
    end
    complete --command $program --no-files --arguments $files
end

set -l program (string replace --regex '\.fish$' '' (status basename))
__mtscomp_complete_options $program
__mtscomp_complete_arguments $program
