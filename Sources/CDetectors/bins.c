#include "CDetectors.h"

#include "processors.h"

/* Every step is rounded on its own, so that a number on an edge is in the same bin on every processor. */
#pragma STDC FP_CONTRACT OFF

enum { BLOCK = 256 };

/* 0 for a number that is outside, else 1 more than its bin. */
INLINE void find(const cdetectors_bins *bins, const double *numbers, int32_t count, int32_t *found) {
    double mean = bins->mean, deviation = bins->deviation, missing = bins->missing, magnitude = bins->magnitude_max;
    double low = bins->low, high = bins->high, span = high - low, slack = bins->slack;
    double bin_count = bins->count, last = bins->count - 1;
    for (int32_t i = 0; i < count; i++) {
        double number = numbers[i];
        number = number != number ? missing : number;
        number = (number - mean) / deviation;
        number = number > -magnitude ? number : -magnitude;
        number = number < magnitude ? number : magnitude;
        /* Not a number where there is no span: in the first bin, which is the only one. */
        double position = (number - low) / span * bin_count;
        position = position > 0 ? position : 0;
        position = position < last ? position : last;
        double beyond = number < low ? low - number : number - high;
        found[i] = beyond <= slack ? (int32_t)position + 1 : 0;
    }
}

FOR_EACH_PROCESSOR
void cdetectors_count_bins(const cdetectors_bins *bins, const double *numbers, int32_t count, int64_t *counts) {
    int32_t found[BLOCK];
    for (int32_t first = 0; first < count; first += BLOCK) {
        int32_t length = count - first < BLOCK ? count - first : BLOCK;
        find(bins, numbers + first, length, found);
        for (int32_t i = 0; i < length; i++)
            counts[found[i]]++;
    }
}

FOR_EACH_PROCESSOR
void cdetectors_add_bins(const cdetectors_bins *bins, const double *scores, const double *numbers, int32_t count,
                         double *sums) {
    int32_t found[BLOCK];
    for (int32_t first = 0; first < count; first += BLOCK) {
        int32_t length = count - first < BLOCK ? count - first : BLOCK;
        find(bins, numbers + first, length, found);
        for (int32_t i = 0; i < length; i++)
            sums[first + i] += scores[found[i]];
    }
}
