#include "CDetectors.h"

#include "processors.h"

/* A product and a sum stay two roundings, on processors that could fuse them too. */
#pragma STDC FP_CONTRACT OFF

enum { BLOCK = 64 };

typedef struct {
    double numbers[BLOCK];
    double own[BLOCK]; /* 1 where the number is one of those counted and is taken out */
    int32_t places[BLOCK];
    int32_t lengths[BLOCK];
} block;

/* Each step is done for all numbers of a block before the next: they wait for memory together, and vectors hold them. */
INLINE void look_up(const cdetectors_tails *tails, const double *numbers, int32_t count, double missing, int leaving_out,
                    block *block) {
    const cdetectors_knot *knots = tails->knots;
    const uint32_t *starts = tails->cells.starts;
    double low = tails->cells.low, scale = tails->cells.scale, last = tails->cells.last;
    for (int32_t i = 0; i < count; i++) {
        double number = numbers[i];
        int is_missing = number != number;
        number = is_missing ? missing : number;
        block->numbers[i] = number;
        block->own[i] = leaving_out && !is_missing ? 1 : 0;
        double position = (number - low) * scale;
        position = position > 0 ? position : 0;
        position = position < last ? position : last;
        block->places[i] = (int32_t)position;
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t cell = block->places[i];
        int32_t start = (int32_t)starts[cell];
        block->lengths[i] = (int32_t)starts[cell + 1] - start;
        block->places[i] = start;
    }
    for (int32_t step = 0; step < tails->cells.steps; step++) {
        for (int32_t i = 0; i < count; i++) {
            int32_t length = block->lengths[i], half = length >> 1;
            /* Behind the knot of minus infinity. */
            double value = knots[block->places[i] + half + 1].value;
            int goes_on = (length > 0) & (value <= block->numbers[i]);
            block->places[i] += goes_on ? half + 1 : 0;
            block->lengths[i] = goes_on ? length - half - 1 : half;
        }
    }
}

INLINE double weighed(int mix, double left, double right) {
    double smaller = left < right ? left : right;
    switch (mix) {
    case CDETECTORS_SMALLER: return smaller * smaller;
    case CDETECTORS_LEFT: return left * smaller;
    case CDETECTORS_RIGHT: return right * smaller;
    default: {
        double both = left * right;
        return both * both;
    }
    }
}

/* A number that is no knot counts by where it lies between two. */
INLINE void multiply(const cdetectors_tails *tails, int mix, int32_t count, const block *block, double *products) {
    double total = tails->count;
    for (int32_t i = 0; i < count; i++) {
        const cdetectors_knot *knot = &tails->knots[block->places[i]], *next = knot + 1;
        double number = block->numbers[i], own = block->own[i];
        double reached = (int32_t)knot->up_to, gap = (int32_t)next->below - reached;
        double share = (number - knot->value) / (next->value - knot->value);
        double between = gap > 0 ? reached + share * gap : reached;
        int is_knot = knot->value == number;
        double up_to = is_knot ? reached : between;
        double below = is_knot ? (double)(int32_t)knot->below : between;
        double others = total - own, least = 1 / (others + 1);
        double left = (up_to - own) / others, right = (total - below - own) / others;
        left = left > least ? left : least;
        right = right > least ? right : least;
        left = others > 0 ? left : 1;
        right = others > 0 ? right : 1;
        products[i] *= weighed(mix, left, right);
    }
}

INLINE void multiply_each(const cdetectors_tails *tails, int mix, const double *numbers, int32_t count, double missing,
                          int leaving_out, double *products) {
    block block;
    for (int32_t first = 0; first < count; first += BLOCK) {
        int32_t length = count - first < BLOCK ? count - first : BLOCK;
        look_up(tails, numbers + first, length, missing, leaving_out, &block);
        multiply(tails, mix, length, &block, products + first);
    }
}

FOR_EACH_PROCESSOR
void cdetectors_multiply_tails(const cdetectors_tails *tails, int mix, const double *numbers, int32_t count,
                               double missing, int leaving_out, double *products) {
    switch (mix) {
    case CDETECTORS_SMALLER:
        multiply_each(tails, CDETECTORS_SMALLER, numbers, count, missing, leaving_out, products);
        break;
    case CDETECTORS_LEFT:
        multiply_each(tails, CDETECTORS_LEFT, numbers, count, missing, leaving_out, products);
        break;
    case CDETECTORS_RIGHT:
        multiply_each(tails, CDETECTORS_RIGHT, numbers, count, missing, leaving_out, products);
        break;
    default: multiply_each(tails, CDETECTORS_BOTH, numbers, count, missing, leaving_out, products);
    }
}
