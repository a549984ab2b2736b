# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# bash completion for all programs.  The options, their values and the mount
# options are read from --help at completion time.  Needs bash-completion 2.8 or
# later.

# _mtscomp_left_column OPTION HELP: prints the text left of the description, such
# as "--log-file FILE", or nothing if there is no such option.
_mtscomp_left_column() {
  local line left
  while IFS= read -r line; do
    [[ $line == "  -"* ]] || continue
    left=${line#  }
    left=${left%%  *}
    if [[ ,${left%% *}, == *",$1,"* ]]; then
      printf '%s\n' "$left"
      return
    fi
  done <<<"$2"
}

# _mtscomp_section OPTION HELP: prints the items of the sections with the option
# in their titles, such as "Mount options (-o, ...):", one per line, without the
# value after =.
_mtscomp_section() {
  local line items inside=
  local item='[a-z_][a-zA-Z0-9_+/=.]*'
  while IFS= read -r line; do
    if [[ $line == *"($1"[,\)]* ]]; then
      inside=yes
    elif [[ $line != "  "* ]]; then
      inside=
    elif [[ $inside && $line =~ ^\ \ ($item(,\ ($item|\.\.\.))*)(\ \ .*)?$ ]]; then
      items=${BASH_REMATCH[1]//, /$'\n'}
      sed -e '/^\.\.\.$/d' -e 's/=.*/=/' <<<"$items"
    fi
  done <<<"$2"
}

# _mtscomp_choices OPTION HELP: prints the words of a description such as "debug,
# info or off", one per line.
_mtscomp_choices() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^\ \ (-[^ ]+)\ .*\ \ (([a-z]+, )+[a-z]+ or [a-z]+)$ &&
      ,${BASH_REMATCH[1]}, == *",$1,"* ]]; then
      tr -s ' ,' '\n' <<<"${BASH_REMATCH[2]/ or / }"
    fi
  done <<<"$2"
}

# Completes the last item of a list with commas.  readline ends a word at each =,
# so only the text after the last = is completed.
_mtscomp_complete_list() {
  local before=
  if [[ $cur == *,* ]]; then
    before=${cur%,*},
  fi
  compopt -o nospace
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${cur##*,}")
  if [[ $COMP_WORDBREAKS == *=* && $before == *=* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${before%=*}="}")
  fi
}

# _mtscomp_complete_value HELP: completes the value of the option `prev`; fails
# if the option has no value.
_mtscomp_complete_value() {
  local left
  left=$(_mtscomp_left_column "$prev" "$1")
  case $left in
    *" FILE"*) _filedir ;;
    *" DIR"* | *" MOUNTPOINT"*) _filedir -d ;;
    *" OPTIONS"*) _mtscomp_complete_list "$(_mtscomp_section "$prev" "$1")" ;;
    *" "[A-Z]*)
      mapfile -t COMPREPLY < <(compgen -W "$(_mtscomp_section "$prev" "$1")
        $(_mtscomp_choices "$prev" "$1")" -- "$cur")
      ;;
    *) return 1 ;;
  esac
}

_mtscomp_complete_argument() {
  case ${1##*/} in
    mtscompfs) _filedir -d ;;
    mtscomp-pack) _filedir '@(bin|dat|raw|npy)' ;;
    mtscomp-unpack) _filedir '@(cbin|cdat|craw|cnpy|ch)' ;;
    *) _filedir '@(cbin|cdat|craw|cnpy)' ;;
  esac
}

_mtscomp() {
  # shellcheck disable=SC2034  # _init_completion assigns them.
  local cur prev words cword help
  _init_completion -n = || return
  help=$("$1" --help 2>/dev/null)
  if [[ $prev == -* ]] && _mtscomp_complete_value "$help"; then
    return
  fi
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(
      compgen -W "$(_parse_help - <<<"$help")" -- "$cur")
  else
    _mtscomp_complete_argument "$1"
  fi
} &&
  complete -F _mtscomp mtscompfs mtscomp-pack mtscomp-repack mtscomp-unpack \
    mtscomp-verify mtscomp-info mtscomp-chop
