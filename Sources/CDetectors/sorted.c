#include "CDetectors.h"

#include "processors.h"

/* As many steps for every number, and no branch that depends on one: the processor looks several up at a time. */
INLINE void count_each(const cdetectors_sorted *sorted, int or_equal, const double *numbers, int32_t count, double missing,
                       int32_t unit, int32_t *counts, int32_t stride) {
    const double *values = sorted->values;
    const uint32_t *starts = sorted->cells.starts;
    double low = sorted->cells.low, scale = sorted->cells.scale, last = sorted->cells.last;
    for (int32_t i = 0; i < count; i++) {
        double number = numbers[i];
        number = number != number ? missing : number;
        /* Clamped: what is below all or above all is in the first or the last cell. Cells never fall as numbers grow, so
         * the end of what is counted is in the number's own. */
        double position = (number - low) * scale;
        position = position > 0 ? position : 0;
        position = position < last ? position : last;
        int64_t cell = (int64_t)position;
        int32_t place = (int32_t)starts[cell];
        int32_t length = (int32_t)starts[cell + 1] - place;
        for (int32_t step = 0; step < sorted->cells.steps; step++) {
            int32_t half = length >> 1;
            double value = values[place + half];
            int goes_on = (length > 0) & (or_equal ? value <= number : value < number);
            place += goes_on ? half + 1 : 0;
            length = goes_on ? length - half - 1 : half;
        }
        counts[(int64_t)i * stride] = place * unit;
    }
}

FOR_EACH_PROCESSOR
void cdetectors_count(const cdetectors_sorted *sorted, int or_equal, const double *numbers, int32_t count, double missing,
                      int32_t unit, int32_t *counts, int32_t stride) {
    if (or_equal)
        count_each(sorted, 1, numbers, count, missing, unit, counts, stride);
    else
        count_each(sorted, 0, numbers, count, missing, unit, counts, stride);
}
