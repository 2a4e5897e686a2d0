// Counting a byte, whether bytes ask for quotes, and whether they are UTF-8.

#include "CKernels.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

size_t lpr_count_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  size_t total = 0, at = 0;
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8((char)byte), zero = _mm_setzero_si128();
  __m128i sum = zero;
  while (count - at >= 64) {
    __m128i lanes = zero;
    // 255 rounds of four would overflow a lane of eight bits; 60 do not.
    for (int round = 0; round < 60 && count - at >= 64; round++, at += 64) {
      for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(bytes + at + 16 * i));
        lanes = _mm_sub_epi8(lanes, _mm_cmpeq_epi8(v, wanted));
      }
    }
    sum = _mm_add_epi64(sum, _mm_sad_epu8(lanes, zero));
  }
  uint64_t halves[2];
  _mm_storeu_si128((__m128i *)halves, sum);
  total = (size_t)(halves[0] + halves[1]);
#endif
  for (; at < count; at++) total += bytes[at] == byte;
  return total;
}

int lpr_needs_quotes(const uint8_t *bytes, size_t count) {
  size_t at = 0;
#if defined(__SSE2__)
  const __m128i comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"');
  const __m128i feed = _mm_set1_epi8('\n'), carriage = _mm_set1_epi8('\r');
  __m128i found = _mm_setzero_si128();
  for (; count - at >= 16; at += 16) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(bytes + at));
    const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(v, feed), _mm_cmpeq_epi8(v, carriage));
    const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(v, comma), _mm_cmpeq_epi8(v, quote));
    found = _mm_or_si128(found, _mm_or_si128(ends, marks));
  }
  if (_mm_movemask_epi8(found)) return 1;
#endif
  for (; at < count; at++) {
    const uint8_t byte = bytes[at];
    if (byte == ',' || byte == '"' || byte == '\n' || byte == '\r') return 1;
  }
  return 0;
}

static inline size_t skip_ascii(const uint8_t *bytes, size_t count, size_t at) {
#if defined(__SSE2__)
  while (count - at >= 64) {
    const __m128i *p = (const __m128i *)(bytes + at);
    __m128i low = _mm_or_si128(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
    __m128i high = _mm_or_si128(_mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3));
    if (_mm_movemask_epi8(_mm_or_si128(low, high))) break;
    at += 64;
  }
#endif
  while (count - at >= 8) {
    uint64_t word;
    memcpy(&word, bytes + at, 8);
    if (word & 0x8080808080808080u) break;
    at += 8;
  }
  while (at < count && bytes[at] < 0x80) at++;
  return at;
}

static inline int follows(uint8_t byte) { return (byte & 0xc0) == 0x80; }

// The length of the well-formed sequence at p (Unicode 16, table 3-7), 0 when it is ill-formed.
static inline size_t sequence_length(const uint8_t *p, size_t left) {
  uint8_t lead = p[0];
  if (lead >= 0xe0 && lead <= 0xef) {
    if (left < 3 || !follows(p[1]) || !follows(p[2])) return 0;
    if (lead == 0xe0 && p[1] < 0xa0) return 0;
    if (lead == 0xed && p[1] > 0x9f) return 0;
    return 3;
  }
  if (lead >= 0xc2 && lead <= 0xdf) return left >= 2 && follows(p[1]) ? 2 : 0;
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (left < 4 || !follows(p[1]) || !follows(p[2]) || !follows(p[3])) return 0;
    if (lead == 0xf0 && p[1] < 0x90) return 0;
    if (lead == 0xf4 && p[1] > 0x8f) return 0;
    return 4;
  }
  return 0;
}

size_t lpr_validate_utf8(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  while (at < count) {
    if (bytes[at] < 0x80) {
      at = skip_ascii(bytes, count, at);
      continue;
    }
    size_t length = sequence_length(bytes + at, count - at);
    if (length == 0) return at;
    at += length;
  }
  return SIZE_MAX;
}
