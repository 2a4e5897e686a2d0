// A 128-bit hash in the manner of wyhash (Wang Yi, public domain): 64 × 64 → 128 bit products, folded.
// Two lanes each see every byte with other constants, so that the pair keeps 128 bits of the input.

#include "CKernels.h"

#include <string.h>

// Odd words: the first 64 binary digits of √2, √3, √5, √7, √11 and √13 after the point, the last digit set.
static const uint64_t K[6] = {
    0x6a09e667f3bcc909u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu,
    0xa54ff53a5f1d36f1u, 0x510e527fade682d1u, 0x9b05688c2b3e6c1fu,
};

static inline uint64_t fold(uint64_t x, uint64_t y) {
#if defined(__SIZEOF_INT128__)
  __uint128_t product = (__uint128_t)x * y;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
  uint64_t xl = (uint32_t)x, xh = x >> 32, yl = (uint32_t)y, yh = y >> 32;
  uint64_t ll = xl * yl, lh = xl * yh, hl = xh * yl, hh = xh * yh;
  uint64_t middle = (ll >> 32) + (uint32_t)lh + (uint32_t)hl;
  uint64_t low = middle << 32 | (uint32_t)ll;
  uint64_t high = hh + (lh >> 32) + (hl >> 32) + (middle >> 32);
  return low ^ high;
#endif
}

static inline uint64_t read8(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static inline uint64_t read4(const uint8_t *p) {
  uint32_t word;
  memcpy(&word, p, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

void lpr_hash128(const uint8_t *bytes, size_t count, uint64_t seed, uint64_t out[2]) {
  uint64_t length = (uint64_t)count;
  uint64_t left = seed ^ K[0], right = fold(seed ^ K[1], length ^ K[2]);
  uint64_t a, b;
  if (count > 16) {
    size_t at = 0;
    for (; count - at > 16; at += 16) {
      a = read8(bytes + at);
      b = read8(bytes + at + 8);
      left = fold(a ^ K[2], b ^ left);
      right = fold(a ^ right, b ^ K[3]);
    }
    a = read8(bytes + count - 16);
    b = read8(bytes + count - 8);
  } else if (count >= 8) {
    a = read8(bytes);
    b = read8(bytes + count - 8);
  } else if (count >= 4) {
    a = read4(bytes);
    b = read4(bytes + count - 4);
  } else if (count > 0) {
    a = (uint64_t)bytes[0] << 16 | (uint64_t)bytes[count >> 1] << 8 | bytes[count - 1];
    b = 0;
  } else {
    a = 0;
    b = 0;
  }
  left = fold(a ^ K[4], b ^ left);
  right = fold(a ^ right, b ^ K[5]);
  out[0] = fold(left ^ K[0] ^ length, right ^ K[1]);
  out[1] = fold(left ^ K[3], right ^ K[4] ^ length);
}
