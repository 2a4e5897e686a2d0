// What every width of the structural scan shares: which delimiters stand outside quotes.

#ifndef LPR_SCAN_H
#define LPR_SCAN_H

#include "CKernels.h"

#include <string.h>

#define GROUP 64u

// Where a scan stands between two groups.
typedef struct scan_progress {
  size_t at;        // the next byte
  uint32_t state;   // of lpr_scan
  uint32_t traits;  // bits are added
} scan_progress;

// The whole groups of some bytes with wide registers, as far as 64 positions are free; returns how many were
// written. Leaves everything to the caller where the processor has none.
size_t scan_wide(int width, const uint8_t *bytes, size_t count, uint32_t *positions, size_t capacity,
                 scan_progress *progress);

// A short group, padded with spaces, which are nothing to the scan.
static inline const uint8_t *padded(const uint8_t *p, size_t count, uint8_t room[GROUP]) {
  memset(room, ' ', GROUP);
  memcpy(room, p, count);
  return room;
}

// The delimiters that stand outside quotes, one event after another: any input, any length up to 64.
static inline uint64_t structural_slow(uint64_t delimiters, uint64_t quotes, unsigned length, uint32_t *carried) {
  uint64_t outside = 0, events = delimiters | quotes;
  uint32_t state = *carried;
  unsigned after = 0;
  while (events) {
    unsigned at = (unsigned)__builtin_ctzll(events);
    uint64_t bit = events & (0 - events);
    events ^= bit;
    if (at > after && state != LPR_QUOTED) state = LPR_BARE;
    if (quotes & bit) {
      if (state != LPR_BARE) state = state == LPR_QUOTED ? LPR_QUOTE_IN_QUOTED : LPR_QUOTED;
    } else if (state != LPR_QUOTED) {
      outside |= bit;
      state = LPR_FIELD_START;
    }
    after = at + 1;
  }
  if (after < length && state != LPR_QUOTED) state = LPR_BARE;
  *carried = state;
  return outside;
}

// The same for a whole group. Well-formed quotes toggle, so a prefix xor finds the quoted bytes; the check
// is that each opening quote follows a delimiter or, doubled, a quote. Else the events decide.
static inline uint64_t structural(uint64_t delimiters, uint64_t quotes, uint32_t *carried) {
  uint32_t state = *carried;
  if (__builtin_expect(quotes == 0, 1)) {
    if (state == LPR_QUOTED) return 0;
    *carried = delimiters >> 63 ? LPR_FIELD_START : LPR_BARE;
    return delimiters;
  }
  uint64_t inside = quotes;
  inside ^= inside << 1;
  inside ^= inside << 2;
  inside ^= inside << 4;
  inside ^= inside << 8;
  inside ^= inside << 16;
  inside ^= inside << 32;
  if (state == LPR_QUOTED) inside = ~inside;
  uint64_t outside = delimiters & ~inside;
  uint64_t before = state == LPR_FIELD_START || state == LPR_QUOTE_IN_QUOTED;
  uint64_t may_open = (outside | quotes) << 1 | before;
  if (__builtin_expect((quotes & inside & ~may_open) != 0, 0)) {
    return structural_slow(delimiters, quotes, GROUP, carried);
  }
  if (inside >> 63) *carried = LPR_QUOTED;
  else if (quotes >> 63) *carried = LPR_QUOTE_IN_QUOTED;
  else *carried = outside >> 63 ? LPR_FIELD_START : LPR_BARE;
  return outside;
}

#endif
