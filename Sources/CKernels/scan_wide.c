// The structural scan with 32 or 64 bytes to a register, where the processor has such: the same offsets,
// by AVX2 with half the instructions of SSE2.

#include "scan.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define WITH_AVX512 \
  __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt,lzcnt")))

int lpr_register_width(void) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2")) {
    return LPR_WIDTH_BASELINE;
  }
  const int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
                      __builtin_cpu_supports("avx512vbmi2");
  return is_wide ? LPR_WIDTH_512 : LPR_WIDTH_256;
}

// Eight offsets at a time, whether or not there are eight: cheaper than a loop that the predictor must guess.
WITH_AVX2 static inline size_t emit_256(uint32_t *out, uint32_t base, uint64_t mask) {
  const size_t total = (size_t)__builtin_popcountll(mask);
  for (size_t done = 0; done < total; done += 8) {
    for (int i = 0; i < 8; i++) {
      out[done + i] = base + (uint32_t)_tzcnt_u64(mask);
      mask = _blsr_u64(mask);
    }
  }
  return total;
}

WITH_AVX2 static inline uint64_t bits_256(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

WITH_AVX2 static size_t scan_256(const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                                 scan_progress *progress) {
  const __m256i comma = _mm256_set1_epi8(','), feed = _mm256_set1_epi8('\n');
  const __m256i quote = _mm256_set1_epi8('"'), carriage = _mm256_set1_epi8('\r');
  __m256i carriages = _mm256_setzero_si256(), any = carriages, least = _mm256_set1_epi8(1);
  uint64_t all_quotes = 0;
  size_t at = progress->at, written = 0;
  uint32_t state = progress->state;
  for (; count - at >= GROUP && capacity - written >= GROUP; at += GROUP) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + at));
    const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + at + 32));
    const uint64_t delimiters =
        bits_256(_mm256_or_si256(_mm256_cmpeq_epi8(low, comma), _mm256_cmpeq_epi8(low, feed)),
                 _mm256_or_si256(_mm256_cmpeq_epi8(high, comma), _mm256_cmpeq_epi8(high, feed)));
    const uint64_t quotes = bits_256(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote));
    carriages = _mm256_or_si256(carriages, _mm256_or_si256(_mm256_cmpeq_epi8(low, carriage),
                                                           _mm256_cmpeq_epi8(high, carriage)));
    least = _mm256_min_epu8(least, _mm256_min_epu8(low, high));
    any = _mm256_or_si256(any, _mm256_or_si256(low, high));
    all_quotes |= quotes;
    written += emit_256(positions + written, (uint32_t)at, structural(delimiters, quotes, &state));
  }
  if (all_quotes) progress->traits |= LPR_HAS_QUOTE;
  if (_mm256_movemask_epi8(carriages)) progress->traits |= LPR_HAS_CARRIAGE_RETURN;
  if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256()))) progress->traits |= LPR_HAS_ZERO;
  if (_mm256_movemask_epi8(any)) progress->traits |= LPR_HAS_NON_ASCII;
  progress->at = at;
  progress->state = state;
  return written;
}

// The offsets of the set bits in order, sixteen to a store.
WITH_AVX512 static inline size_t emit_512(uint32_t *out, uint32_t base, uint64_t mask, __m512i places) {
  const size_t total = (size_t)__builtin_popcountll(mask);
  const __m512i packed = _mm512_maskz_compress_epi8(mask, places);
  const __m512i bases = _mm512_set1_epi32((int)base);
  _mm512_storeu_si512(out, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
  if (total > 16) {
    uint8_t rest[GROUP];
    _mm512_storeu_si512(rest, packed);
    for (size_t done = 16; done < total; done += 16) {
      const __m128i next = _mm_loadu_si128((const __m128i *)(rest + done));
      _mm512_storeu_si512(out + done, _mm512_add_epi32(bases, _mm512_cvtepu8_epi32(next)));
    }
  }
  return total;
}

WITH_AVX512 static size_t scan_512(const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                                   scan_progress *progress) {
  uint8_t numbers[GROUP];
  for (unsigned i = 0; i < GROUP; i++) numbers[i] = (uint8_t)i;
  const __m512i places = _mm512_loadu_si512(numbers);
  const __m512i comma = _mm512_set1_epi8(','), feed = _mm512_set1_epi8('\n');
  const __m512i quote = _mm512_set1_epi8('"'), carriage = _mm512_set1_epi8('\r');
  __m512i any = _mm512_setzero_si512(), least = _mm512_set1_epi8(1);
  uint64_t all_quotes = 0, carriages = 0;
  size_t at = progress->at, written = 0;
  uint32_t state = progress->state;
  for (; count - at >= GROUP && capacity - written >= GROUP; at += GROUP) {
    const __m512i group = _mm512_loadu_si512(bytes + at);
    const uint64_t delimiters = _mm512_cmpeq_epi8_mask(group, comma) | _mm512_cmpeq_epi8_mask(group, feed);
    const uint64_t quotes = _mm512_cmpeq_epi8_mask(group, quote);
    carriages |= _mm512_cmpeq_epi8_mask(group, carriage);
    least = _mm512_min_epu8(least, group);
    any = _mm512_or_si512(any, group);
    all_quotes |= quotes;
    written += emit_512(positions + written, (uint32_t)at, structural(delimiters, quotes, &state), places);
  }
  if (all_quotes) progress->traits |= LPR_HAS_QUOTE;
  if (carriages) progress->traits |= LPR_HAS_CARRIAGE_RETURN;
  if (_mm512_testn_epi8_mask(least, least)) progress->traits |= LPR_HAS_ZERO;
  if (_mm512_movepi8_mask(any)) progress->traits |= LPR_HAS_NON_ASCII;
  progress->at = at;
  progress->state = state;
  return written;
}

size_t scan_wide(int width, const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                 scan_progress *progress) {
  if (width == LPR_WIDTH_512) return scan_512(bytes, count, positions, capacity, progress);
  if (width == LPR_WIDTH_256) return scan_256(bytes, count, positions, capacity, progress);
  return 0;
}

#else

int lpr_register_width(void) { return LPR_WIDTH_BASELINE; }

size_t scan_wide(int width, const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                 scan_progress *progress) {
  (void)width, (void)bytes, (void)count, (void)positions, (void)capacity, (void)progress;
  return 0;
}

#endif
