// Numbers and dates in fields of text, sixteen bytes at once: the shapes that nearly all fields have. Whatever has
// another shape is left to the reader that knows the whole grammar.

#include "CKernels.h"

const uint8_t lpr_first_bytes_mask[32] = {
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
};

#if defined(__x86_64__)

#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2,bmi,bmi2")))

// Sixteen bytes from place n on push n bytes to the end of a register, zeros in front.
static const uint8_t to_the_end[32] = {
    0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
    0,    1,    2,    3,    4,    5,    6,    7,    8,    9,    10,   11,   12,   13,   14,   15,
};

// Row p closes the gap of byte p; the last row leaves all in place.
#define WITHOUT(p)                                                                                            \
  {                                                                                                           \
    0 + (p <= 0), 1 + (p <= 1), 2 + (p <= 2), 3 + (p <= 3), 4 + (p <= 4), 5 + (p <= 5), 6 + (p <= 6),         \
        7 + (p <= 7), 8 + (p <= 8), 9 + (p <= 9), 10 + (p <= 10), 11 + (p <= 11), 12 + (p <= 12),             \
        13 + (p <= 13), 14 + (p <= 14), p > 15 ? 15 : 0x80                                                    \
  }
static const uint8_t without[17][16] = {
    WITHOUT(0), WITHOUT(1),  WITHOUT(2),  WITHOUT(3),  WITHOUT(4),  WITHOUT(5),  WITHOUT(6),  WITHOUT(7),  WITHOUT(8),
    WITHOUT(9), WITHOUT(10), WITHOUT(11), WITHOUT(12), WITHOUT(13), WITHOUT(14), WITHOUT(15), WITHOUT(16),
};

static const double powers_of_ten[16] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// The number that sixteen digits are: pairs, fours, eights.
WITH_AVX2 static inline uint64_t number_of(__m128i digits) {
  const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(10 | 1 << 8));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(100 | 1 << 16));
  const __m128i packed = _mm_packus_epi32(fours, fours);
  const __m128i eights = _mm_madd_epi16(packed, _mm_set1_epi32(10000 | 1 << 16));
  const uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
  return (both & 0xffffffffu) * 100000000u + (both >> 32);
}

WITH_AVX2 static inline __m128i pushed_to_the_end(__m128i digits, size_t count) {
  return _mm_shuffle_epi8(digits, _mm_loadu_si128((const __m128i *)(to_the_end + count)));
}

WITH_AVX2 static inline __m128i digits_of(lpr_field field) {
  return _mm_sub_epi8(_mm_loadu_si128((const __m128i *)field.start), _mm_set1_epi8('0'));
}

WITH_AVX2 static inline unsigned digit_places(__m128i digits) {
  return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits));
}

WITH_AVX2 static size_t read_hundredths(const lpr_field *fields, size_t count, int64_t *hundredths) {
  size_t unread = 0;
  for (size_t i = 0; i < count; i++) {
    const size_t length = fields[i].count;
    const __m128i digits = digits_of(fields[i]);
    // One to eight digits, a point, two digits.
    const size_t whole = length - 3;
    const unsigned wanted = ((1u << (length & 15)) - 1) ^ 1u << (whole & 15);
    if (whole - 1 > 7 || fields[i].start[whole] != '.' || (digit_places(digits) & wanted) != wanted) {
      hundredths[i] = -1;
      unread++;
      continue;
    }
    const __m128i gap = _mm_loadu_si128((const __m128i *)without[whole]);
    hundredths[i] = (int64_t)number_of(pushed_to_the_end(_mm_shuffle_epi8(digits, gap), length - 1));
  }
  return unread;
}

WITH_AVX2 static size_t read_numbers(const lpr_field *fields, size_t count, double *numbers) {
  size_t unread = 0;
  for (size_t i = 0; i < count; i++) {
    const size_t length = fields[i].count;
    const __m128i digits = digits_of(fields[i]);
    // Up to fifteen bytes, digits but for at most one point, which is neither the first nor the last.
    const unsigned all = (1u << (length & 15)) - 1;
    const unsigned others = ~digit_places(digits) & all;
    const unsigned inner = all >> 1 & ~1u;
    const size_t point = (size_t)__builtin_ctz(others | 1u << 16);
    if (length - 1 > 14 || (others & (others - 1)) != 0 || (others & ~inner) != 0 ||
        (others && fields[i].start[point] != '.')) {
      numbers[i] = __builtin_nan("");
      unread++;
      continue;
    }
    const __m128i gap = _mm_loadu_si128((const __m128i *)without[point]);
    const size_t digit_count = length - (others != 0);
    const uint64_t whole = number_of(pushed_to_the_end(_mm_shuffle_epi8(digits, gap), digit_count));
    numbers[i] = (double)(int64_t)whole / powers_of_ten[others ? length - 1 - point : 0];
  }
  return unread;
}

WITH_AVX2 static size_t read_days(const lpr_field *fields, size_t count, const int32_t *month_starts,
                                  uint32_t first_year, uint32_t years, int32_t *days) {
  // YYYY-MM-DD to 00000000YYYYMMDD.
  const __m128i places = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 5, 6, 8, 9);
  const __m128i dash = _mm_set1_epi8('-');
  size_t unread = 0;
  for (size_t i = 0; i < count; i++) {
    const __m128i text = _mm_loadu_si128((const __m128i *)fields[i].start);
    const __m128i digits = _mm_sub_epi8(text, _mm_set1_epi8('0'));
    const unsigned dashes = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(text, dash));
    const unsigned wrong = (~digit_places(digits) & 0x36f) | (~dashes & 0x090);
    const uint32_t number = (uint32_t)number_of(_mm_shuffle_epi8(digits, places));
    const uint32_t months = number / 100, day = number - months * 100;
    const uint32_t year = months / 100 - first_year, month = months % 100 - 1;
    days[i] = INT32_MIN;
    if (fields[i].count == 10 && wrong == 0 && year < years && month < 12) {
      const int32_t *start = month_starts + year * 12 + month;
      if (day - 1 < (uint32_t)(start[1] - start[0])) days[i] = start[0] + (int32_t)day - 1;
    }
    unread += days[i] == INT32_MIN;
  }
  return unread;
}

#else

static size_t read_hundredths(const lpr_field *fields, size_t count, int64_t *hundredths) {
  (void)fields, (void)hundredths;
  return count;
}
static size_t read_numbers(const lpr_field *fields, size_t count, double *numbers) {
  (void)fields, (void)numbers;
  return count;
}
static size_t read_days(const lpr_field *fields, size_t count, const int32_t *month_starts, uint32_t first_year,
                        uint32_t years, int32_t *days) {
  (void)fields, (void)month_starts, (void)first_year, (void)years, (void)days;
  return count;
}

#endif

size_t lpr_read_hundredths(const lpr_field *fields, size_t count, int64_t *hundredths) {
  if (lpr_register_width() >= LPR_WIDTH_256) return read_hundredths(fields, count, hundredths);
  for (size_t i = 0; i < count; i++) hundredths[i] = -1;
  return count;
}

size_t lpr_read_numbers(const lpr_field *fields, size_t count, double *numbers) {
  if (lpr_register_width() >= LPR_WIDTH_256) return read_numbers(fields, count, numbers);
  for (size_t i = 0; i < count; i++) numbers[i] = __builtin_nan("");
  return count;
}

size_t lpr_read_days(const lpr_field *fields, size_t count, const int32_t *month_starts, uint32_t first_year,
                     uint32_t years, int32_t *days) {
  if (lpr_register_width() >= LPR_WIDTH_256) return read_days(fields, count, month_starts, first_year, years, days);
  for (size_t i = 0; i < count; i++) days[i] = INT32_MIN;
  return count;
}
