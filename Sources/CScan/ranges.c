#include "CScan.h"

/* Eight at a time, so that none waits for the one before. */
enum { LANES = 8 };

#define RANGE(Value)                                                                     \
    size_t first = 0;                                                                    \
    if (status)                                                                          \
        while (first + 1 < count && status[first] != CSCAN_VALUE) first++;               \
    Value lows[LANES], highs[LANES];                                                     \
    for (int lane = 0; lane < LANES; lane++) lows[lane] = highs[lane] = values[first];   \
    size_t i = first;                                                                    \
    for (; i + LANES <= count; i += LANES) {                                             \
        for (int lane = 0; lane < LANES; lane++) {                                       \
            Value value = values[i + lane];                                              \
            if (status) value = status[i + lane] == CSCAN_VALUE ? value : values[first]; \
            lows[lane] = value < lows[lane] ? value : lows[lane];                        \
            highs[lane] = value > highs[lane] ? value : highs[lane];                     \
        }                                                                                \
    }                                                                                    \
    for (; i < count; i++) {                                                             \
        if (status && status[i] != CSCAN_VALUE) continue;                                \
        lows[0] = values[i] < lows[0] ? values[i] : lows[0];                             \
        highs[0] = values[i] > highs[0] ? values[i] : highs[0];                          \
    }                                                                                    \
    for (int lane = 1; lane < LANES; lane++) {                                           \
        lows[0] = lows[lane] < lows[0] ? lows[lane] : lows[0];                           \
        highs[0] = highs[lane] > highs[0] ? highs[lane] : highs[0];                      \
    }                                                                                    \
    *low = lows[0];                                                                      \
    *high = highs[0];

void cscan_range_floats(const double *values, const uint8_t *status, size_t count, double *low, double *high) {
    RANGE(double)
}

void cscan_range_integers(const int64_t *values, const uint8_t *status, size_t count, int64_t *low, int64_t *high) {
    RANGE(int64_t)
}
