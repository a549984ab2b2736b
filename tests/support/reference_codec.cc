// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/reference_codec.h"

#include <zlib.h>

#include <bit>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "support/reference_half.h"

namespace mtscomp {
namespace {

struct Half {
  std::uint16_t bits;
};

// numbers[sample][channel]
template <typename Number>
using Grid = std::vector<std::vector<Number>>;

template <std::size_t kSize>
using UnsignedOf = std::conditional_t<
    kSize == 1, std::uint8_t,
    std::conditional_t<
        kSize == 2, std::uint16_t,
        std::conditional_t<kSize == 4, std::uint32_t, std::uint64_t>>>;

template <typename Number>
Number add(Number a, Number b) {
  if constexpr (std::is_same_v<Number, Half>) {
    // Exact in double, so rounded only once.
    return {reference_nearest_half(reference_half_value(a.bits) +
                                   reference_half_value(b.bits))};
  } else if constexpr (std::is_floating_point_v<Number>) {
    return a + b;
  } else {
    return static_cast<Number>(static_cast<std::uint64_t>(a) +
                               static_cast<std::uint64_t>(b));
  }
}

template <typename Number>
Number subtract(Number a, Number b) {
  if constexpr (std::is_same_v<Number, Half>) {
    return {reference_nearest_half(reference_half_value(a.bits) -
                                   reference_half_value(b.bits))};
  } else if constexpr (std::is_floating_point_v<Number>) {
    return a - b;
  } else {
    return static_cast<Number>(static_cast<std::uint64_t>(a) -
                               static_cast<std::uint64_t>(b));
  }
}

// Index in memory of the digit whose weight is 256^digit.
std::size_t place_of(std::size_t digit, const Dtype& dtype) {
  return dtype.byte_order == ByteOrder::kLittleEndian
             ? digit
             : dtype.value_width - 1 - digit;
}

template <typename Number>
Grid<Number> to_grid(std::span<const std::byte> samples,
                     const ChunkLayout& layout) {
  const std::size_t n_channels = layout.n_channels;
  Grid<Number> grid(samples.size() / layout.sample_size());
  for (std::size_t t = 0; t < grid.size(); ++t) {
    for (std::size_t c = 0; c < n_channels; ++c) {
      std::uint64_t bits = 0;
      for (std::size_t digit = 0; digit < sizeof(Number); ++digit) {
        const std::byte byte = samples[(t * n_channels + c) * sizeof(Number) +
                                       place_of(digit, layout.dtype)];
        bits += std::to_integer<std::uint64_t>(byte) << (8 * digit);
      }
      grid[t].push_back(
          std::bit_cast<Number>(static_cast<UnsignedOf<sizeof(Number)>>(bits)));
    }
  }
  return grid;
}

template <typename Number>
Bytes from_grid(const Grid<Number>& grid, const ChunkLayout& layout) {
  const std::size_t n_channels = layout.n_channels;
  Bytes samples(grid.size() * layout.sample_size());
  for (std::size_t t = 0; t < grid.size(); ++t) {
    for (std::size_t c = 0; c < n_channels; ++c) {
      const std::uint64_t bits =
          std::bit_cast<UnsignedOf<sizeof(Number)>>(grid[t][c]);
      for (std::size_t digit = 0; digit < sizeof(Number); ++digit) {
        samples[(t * n_channels + c) * sizeof(Number) +
                place_of(digit, layout.dtype)] =
            static_cast<std::byte>(bits >> (8 * digit));
      }
    }
  }
  return samples;
}

template <typename Number>
Grid<Number> time_differences(const Grid<Number>& x) {
  Grid<Number> d = x;
  for (std::size_t t = 1; t < x.size(); ++t) {
    for (std::size_t c = 0; c < x[t].size(); ++c) {
      d[t][c] = subtract(x[t][c], x[t - 1][c]);
    }
  }
  return d;
}

template <typename Number>
Grid<Number> channel_differences(const Grid<Number>& x) {
  Grid<Number> d = x;
  for (std::size_t t = 0; t < x.size(); ++t) {
    for (std::size_t c = 1; c < x[t].size(); ++c) {
      d[t][c] = subtract(x[t][c], x[t][c - 1]);
    }
  }
  return d;
}

template <typename Number>
Grid<Number> time_sums(Grid<Number> x) {
  for (std::size_t t = 1; t < x.size(); ++t) {
    for (std::size_t c = 0; c < x[t].size(); ++c) {
      x[t][c] = add(x[t - 1][c], x[t][c]);
    }
  }
  return x;
}

template <typename Number>
Grid<Number> channel_sums(Grid<Number> x) {
  for (std::size_t t = 0; t < x.size(); ++t) {
    for (std::size_t c = 1; c < x[t].size(); ++c) {
      x[t][c] = add(x[t][c - 1], x[t][c]);
    }
  }
  return x;
}

// Calls use(Number()) with the type of the dtype's values.
template <typename Use>
Bytes with_number_of(const Dtype& dtype, Use use) {
  switch (dtype.kind) {
    case ValueKind::kSigned:
      switch (dtype.value_width) {
        case 1:
          return use(std::int8_t());
        case 2:
          return use(std::int16_t());
        case 4:
          return use(std::int32_t());
        case 8:
          return use(std::int64_t());
        default:
          break;
      }
      break;
    case ValueKind::kUnsigned:
      switch (dtype.value_width) {
        case 1:
          return use(std::uint8_t());
        case 2:
          return use(std::uint16_t());
        case 4:
          return use(std::uint32_t());
        case 8:
          return use(std::uint64_t());
        default:
          break;
      }
      break;
    case ValueKind::kFloat:
      switch (dtype.value_width) {
        case 2:
          return use(Half());
        case 4:
          return use(float());
        case 8:
          return use(double());
        default:
          break;
      }
      break;
  }
  throw std::logic_error("no such dtype");
}

template <typename Number>
Number random_number(std::mt19937_64& random) {
  const std::uint64_t bits = random();
  const double small = static_cast<double>(bits % 4001) / 16 - 125;
  if constexpr (std::is_same_v<Number, Half>) {
    return {reference_nearest_half(small)};
  } else if constexpr (std::is_floating_point_v<Number>) {
    return static_cast<Number>(small / 3);
  } else {
    constexpr int kOneIn = 16;
    return random() % kOneIn == 0 ? static_cast<Number>(bits)
                                  : static_cast<Number>(bits % 21);
  }
}

}  // namespace

Bytes reference_deflate(std::span<const std::byte> bytes, int level) {
  uLongf size = compressBound(bytes.size());
  Bytes stream(size);
  const int result = compress2(reinterpret_cast<Bytef*>(stream.data()), &size,
                               reinterpret_cast<const Bytef*>(bytes.data()),
                               bytes.size(), level);
  if (result != Z_OK) {
    throw std::runtime_error("zlib does not deflate");
  }
  stream.resize(size);
  return stream;
}

Bytes reference_inflate(std::span<const std::byte> stream, std::size_t size) {
  Bytes bytes(size);
  uLongf found = size;
  const int result =
      uncompress(reinterpret_cast<Bytef*>(bytes.data()), &found,
                 reinterpret_cast<const Bytef*>(stream.data()), stream.size());
  if (result != Z_OK || found != size) {
    throw std::runtime_error("zlib does not inflate this stream to this size");
  }
  return bytes;
}

Bytes reference_to_sample_major(std::span<const std::byte> source,
                                std::size_t n_channels,
                                std::size_t value_width) {
  const std::size_t n_samples = source.size() / n_channels / value_width;
  Bytes result(source.size());
  for (std::size_t t = 0; t < n_samples; ++t) {
    for (std::size_t c = 0; c < n_channels; ++c) {
      for (std::size_t i = 0; i < value_width; ++i) {
        result[(t * n_channels + c) * value_width + i] =
            source[(c * n_samples + t) * value_width + i];
      }
    }
  }
  return result;
}

Bytes reference_to_channel_major(std::span<const std::byte> source,
                                 std::size_t n_channels,
                                 std::size_t value_width) {
  // Exchanges the indexes like the function above, in the other direction.
  return reference_to_sample_major(
      source, source.size() / n_channels / value_width, value_width);
}

Bytes reference_take_differences(std::span<const std::byte> samples,
                                 const ChunkLayout& layout) {
  return with_number_of(layout.dtype, [&](auto number) {
    Grid<decltype(number)> grid = to_grid<decltype(number)>(samples, layout);
    if (layout.transform.do_time_diff) {
      grid = time_differences(grid);
    }
    if (layout.transform.do_spatial_diff) {
      grid = channel_differences(grid);
    }
    return from_grid(grid, layout);
  });
}

Bytes reference_undo_differences(std::span<const std::byte> samples,
                                 const ChunkLayout& layout) {
  return with_number_of(layout.dtype, [&](auto number) {
    Grid<decltype(number)> grid = to_grid<decltype(number)>(samples, layout);
    if (layout.transform.do_spatial_diff) {
      grid = channel_sums(grid);
    }
    if (layout.transform.do_time_diff) {
      grid = time_sums(grid);
    }
    return from_grid(grid, layout);
  });
}

Bytes reference_arrange(std::span<const std::byte> samples,
                        const ChunkLayout& layout) {
  Bytes encoded = reference_take_differences(samples, layout);
  if (layout.transform.chunk_order == ChunkOrder::kChannelMajor) {
    encoded = reference_to_channel_major(encoded, layout.n_channels,
                                         layout.dtype.value_width);
  }
  return encoded;
}

Bytes reference_encode(std::span<const std::byte> samples,
                       const ChunkLayout& layout, int level) {
  return reference_deflate(reference_arrange(samples, layout), level);
}

Bytes reference_decode(std::span<const std::byte> stream, std::size_t size,
                       const ChunkLayout& layout) {
  Bytes encoded = reference_inflate(stream, size);
  if (layout.transform.chunk_order == ChunkOrder::kChannelMajor) {
    encoded = reference_to_sample_major(encoded, layout.n_channels,
                                        layout.dtype.value_width);
  }
  return reference_undo_differences(encoded, layout);
}

Bytes make_random_samples(const ChunkLayout& layout, std::size_t n_samples,
                          std::mt19937_64& random) {
  return with_number_of(layout.dtype, [&](auto number) {
    Grid<decltype(number)> grid(n_samples);
    for (std::vector<decltype(number)>& sample : grid) {
      for (std::uint64_t c = 0; c < layout.n_channels; ++c) {
        sample.push_back(random_number<decltype(number)>(random));
      }
    }
    return from_grid(grid, layout);
  });
}

}  // namespace mtscomp
