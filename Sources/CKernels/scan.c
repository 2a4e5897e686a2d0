// The structural scan of CSV: 64 bytes become bit masks, masks become offsets.

#include "scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef struct masks {
  uint64_t comma, newline, quote;
} masks;

#if defined(__SSE2__)

typedef struct traits_sum {
  __m128i carriage_return, least, any;
} traits_sum;

static inline traits_sum traits_none(void) {
  traits_sum sum = {_mm_setzero_si128(), _mm_set1_epi8(1), _mm_setzero_si128()};
  return sum;
}

static inline uint64_t equal_mask(const __m128i v[4], char byte) {
  const __m128i b = _mm_set1_epi8(byte);
  uint64_t m0 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[0], b));
  uint64_t m1 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[1], b));
  uint64_t m2 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[2], b));
  uint64_t m3 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[3], b));
  return m0 | m1 << 16 | m2 << 32 | m3 << 48;
}

static inline int any_equal(const __m128i v[4], char byte) {
  const __m128i b = _mm_set1_epi8(byte);
  __m128i low = _mm_or_si128(_mm_cmpeq_epi8(v[0], b), _mm_cmpeq_epi8(v[1], b));
  __m128i high = _mm_or_si128(_mm_cmpeq_epi8(v[2], b), _mm_cmpeq_epi8(v[3], b));
  return _mm_movemask_epi8(_mm_or_si128(low, high)) != 0;
}

static inline void load_group(const uint8_t *p, __m128i v[4]) {
  for (int i = 0; i < 4; i++) v[i] = _mm_loadu_si128((const __m128i *)(p + 16 * i));
}

// Commas and newlines in one mask (returned in comma), quotes, and the traits.
static inline masks delimiter_masks(const uint8_t *p, traits_sum *sum) {
  __m128i v[4];
  load_group(p, v);
  const __m128i c = _mm_set1_epi8(','), n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r');
  uint64_t bits[4];
  for (int i = 0; i < 4; i++) {
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v[i], c), _mm_cmpeq_epi8(v[i], n));
    bits[i] = (uint32_t)_mm_movemask_epi8(hit);
    sum->carriage_return = _mm_or_si128(sum->carriage_return, _mm_cmpeq_epi8(v[i], r));
    sum->least = _mm_min_epu8(sum->least, v[i]);
    sum->any = _mm_or_si128(sum->any, v[i]);
  }
  masks m = {bits[0] | bits[1] << 16 | bits[2] << 32 | bits[3] << 48, 0, 0};
  if (__builtin_expect(any_equal(v, '"'), 0)) m.quote = equal_mask(v, '"');
  return m;
}

static inline masks all_masks(const uint8_t *p) {
  __m128i v[4];
  load_group(p, v);
  masks m = {equal_mask(v, ','), equal_mask(v, '\n'), equal_mask(v, '"')};
  return m;
}

static inline uint32_t traits_of(traits_sum sum) {
  uint32_t traits = 0;
  if (_mm_movemask_epi8(sum.carriage_return)) traits |= LPR_HAS_CARRIAGE_RETURN;
  if (_mm_movemask_epi8(_mm_cmpeq_epi8(sum.least, _mm_setzero_si128()))) traits |= LPR_HAS_ZERO;
  if (_mm_movemask_epi8(sum.any)) traits |= LPR_HAS_NON_ASCII;
  return traits;
}

#else

typedef struct traits_sum {
  uint8_t carriage_return, zero, any;
} traits_sum;

static inline traits_sum traits_none(void) {
  traits_sum sum = {0, 0, 0};
  return sum;
}

static inline masks all_masks(const uint8_t *p) {
  masks m = {0, 0, 0};
  for (unsigned i = 0; i < GROUP; i++) {
    m.comma |= (uint64_t)(p[i] == ',') << i;
    m.newline |= (uint64_t)(p[i] == '\n') << i;
    m.quote |= (uint64_t)(p[i] == '"') << i;
  }
  return m;
}

static inline masks delimiter_masks(const uint8_t *p, traits_sum *sum) {
  masks m = all_masks(p);
  m.comma |= m.newline;
  for (unsigned i = 0; i < GROUP; i++) {
    sum->carriage_return |= p[i] == '\r';
    sum->zero |= p[i] == 0;
    sum->any |= p[i];
  }
  return m;
}

static inline uint32_t traits_of(traits_sum sum) {
  uint32_t traits = 0;
  if (sum.carriage_return) traits |= LPR_HAS_CARRIAGE_RETURN;
  if (sum.zero) traits |= LPR_HAS_ZERO;
  if (sum.any & 0x80) traits |= LPR_HAS_NON_ASCII;
  return traits;
}

#endif

static inline unsigned bit_count(uint64_t x) {
  x -= x >> 1 & 0x5555555555555555u;
  x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
  x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
  return (unsigned)(x * 0x0101010101010101u >> 56);
}

// Writes eight offsets whether or not there are eight: cheaper than a loop that the predictor must guess.
static inline uint64_t emit_eight(uint32_t *out, uint32_t base, uint64_t mask) {
  for (int i = 0; i < 8; i++) {
    out[i] = base + (uint32_t)__builtin_ctzll(mask | (uint64_t)1 << 63);
    mask &= mask - 1;
  }
  return mask;
}

static inline size_t emit(uint32_t *out, uint32_t base, uint64_t mask) {
  unsigned total = bit_count(mask);
  uint64_t rest = emit_eight(out, base, mask);
  for (unsigned done = 8; done < total; done += 8) rest = emit_eight(out + done, base, rest);
  return total;
}

size_t lpr_scan_delimiters(const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                           lpr_scan *scan) {
  return lpr_scan_delimiters_by(lpr_register_width(), bytes, count, positions, capacity, scan);
}

size_t lpr_scan_delimiters_by(int width, const uint8_t *bytes, size_t count, uint32_t *positions,
                              size_t capacity, lpr_scan *scan) {
  scan_progress progress = {scan->consumed, scan->state, 0};
  size_t written = scan_wide(width, bytes, count, positions, capacity, &progress);
  size_t at = progress.at;
  uint32_t state = progress.state;
  uint64_t quotes = 0;
  traits_sum sum = traits_none();
  while (count - at >= GROUP && capacity - written >= GROUP) {
    masks m = delimiter_masks(bytes + at, &sum);
    quotes |= m.quote;
    written += emit(positions + written, (uint32_t)at, structural(m.comma, m.quote, &state));
    at += GROUP;
  }
  if (at < count && count - at < GROUP && capacity - written >= GROUP) {
    uint8_t room[GROUP];
    masks m = delimiter_masks(padded(bytes + at, count - at, room), &sum);
    quotes |= m.quote;
    uint64_t outside = structural_slow(m.comma, m.quote, (unsigned)(count - at), &state);
    written += emit(positions + written, (uint32_t)at, outside);
    at = count;
  }
  scan->consumed = at;
  scan->state = state;
  scan->traits |= progress.traits | traits_of(sum) | (quotes ? LPR_HAS_QUOTE : 0);
  return written;
}

static size_t after_last_newline(const uint8_t *bytes, size_t count) {
  while (count > 0 && bytes[count - 1] != '\n') count--;
  return count;
}

size_t lpr_last_record_end(const uint8_t *bytes, size_t count, uint32_t *carried) {
  if (count == 0) return 0;
  if (memchr(bytes, '"', count) == NULL) {
    if (*carried == LPR_QUOTED) return 0;
    uint8_t last = bytes[count - 1];
    *carried = last == ',' || last == '\n' ? LPR_FIELD_START : LPR_BARE;
    return after_last_newline(bytes, count);
  }
  size_t end = 0, at = 0;
  uint32_t state = *carried;
  for (; at < count; at += GROUP) {
    size_t length = count - at < GROUP ? count - at : GROUP;
    uint8_t room[GROUP];
    masks m = all_masks(length == GROUP ? bytes + at : padded(bytes + at, length, room));
    uint64_t both = m.comma | m.newline;
    uint64_t outside = length == GROUP ? structural(both, m.quote, &state)
                                       : structural_slow(both, m.quote, (unsigned)length, &state);
    uint64_t ends = outside & m.newline;
    if (ends) end = at + GROUP - (size_t)__builtin_clzll(ends);
  }
  *carried = state;
  return end;
}

size_t lpr_open_quote(const uint8_t *bytes, size_t count) {
  size_t opened = SIZE_MAX;
  uint32_t state = LPR_FIELD_START;
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = bytes[i];
    if (byte == '"') {
      if (state == LPR_FIELD_START) opened = i;
      if (state != LPR_BARE) state = state == LPR_QUOTED ? LPR_QUOTE_IN_QUOTED : LPR_QUOTED;
    } else if (state != LPR_QUOTED) {
      state = byte == ',' || byte == '\n' ? LPR_FIELD_START : LPR_BARE;
    }
  }
  return state == LPR_QUOTED ? opened : SIZE_MAX;
}
