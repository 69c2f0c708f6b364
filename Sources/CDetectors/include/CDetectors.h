/* The innermost loops of detectors, many rows at a time. Their results are the same bits on every processor. */
#pragma once

#include <stdint.h>

/* Exact nearest neighbours in a k-d tree of buckets.
 *
 * Rows are looked through as floats; whatever could be near by that is measured again as doubles, so that the answer is that of
 * doubles alone. */

enum {
    CDETECTORS_LANES = 32, /* rows of a bucket, or of a group that walks through a forest together */
    CDETECTORS_WIDTH_MAX = 1023
};

typedef struct {
    int32_t dimension; /* -1: a run of buckets */
    int32_t first;     /* the child below the split, or the first bucket */
    int32_t second;    /* the other child, or how many buckets */
} cdetectors_node;

typedef struct {
    const cdetectors_node *nodes; /* the root first; no path is longer than 62 */
    const float *boxes;           /* of each node: the lows of its rows, then their highs */
    const float *coordinates;     /* of each bucket: dimension by dimension, its rows side by side, infinity where none is */
    const int32_t *rows;          /* the row at each place of the buckets */
    const double *values;         /* row-major */
    int32_t width;                /* at most CDETECTORS_WIDTH_MAX */
    double extent;                /* the length of a vector of the largest magnitudes in each dimension */
} cdetectors_neighbours;

/* Writes the `k` rows nearest to `point`, the nearest first, of equal ones the lower number, with their squared distances
 * (summed in the order of the dimensions); returns how many there are. `leaving_out` is none of them; -1 leaves none out.
 * `k` is at least 1. */
int32_t cdetectors_search(const cdetectors_neighbours *index, const double *point, int32_t k, int32_t leaving_out,
                          int32_t *rows, double *squared_distances);

/* Walks through the trees of an isolation forest.
 *
 * Values are given by their ranks among the thresholds of their feature, times 1024; a split is the rank of its threshold, times
 * 1024, plus its feature. A value goes right when it is greater than the split, which holds exactly when its rank is greater. */

enum { CDETECTORS_FEATURE_BITS = 10, CDETECTORS_SPLIT_PADDING = 128 };

typedef struct {
    const int32_t *splits; /* 2^depth of each tree: the root at place 1, the children of place p at 2p and 2p + 1; and
                            * CDETECTORS_SPLIT_PADDING more, of any value */
    const double *lengths; /* 2^depth of each tree: the path length of each leaf */
    int32_t trees;
    int32_t depth;
} cdetectors_forest;

/* Adds to `totals` the path length of each row in each tree, in their order.
 * `ranks` is row-major; `count`, the number of rows, is a multiple of CDETECTORS_LANES. */
void cdetectors_walk(const cdetectors_forest *forest, const int32_t *ranks, int32_t width, int32_t count,
                     double *totals);

/* The same without special instructions, for tests to hold the other against. */
void cdetectors_walk_portable(const cdetectors_forest *forest, const int32_t *ranks, int32_t width, int32_t count,
                              double *totals);

/* Where to look up numbers in ascending order: cells of equal width between the first and the last. */
typedef struct {
    const uint32_t *starts; /* the first number in each cell or a later one, and how many there are */
    double low;             /* the first number */
    double scale;           /* cells per unit; not negative */
    double last;            /* the number of the last cell */
    int32_t steps;          /* a binary search in the fullest cell */
} cdetectors_cells;

typedef struct {
    const double *values; /* ascending, and one more, which is read but does not count */
    cdetectors_cells cells;
} cdetectors_sorted;

/* How many of the numbers are below each of `count` numbers (`or_equal` 0), or at most it (1), times `unit`. NaN counts as `missing`.
 * The result for number i goes to `counts[i * stride]`. */
void cdetectors_count(const cdetectors_sorted *sorted, int or_equal, const double *numbers, int32_t count, double missing,
                      int32_t unit, int32_t *counts, int32_t stride);

/* An empirical distribution: how many numbers were below, and up to, some of them. Counts are below 2^31. */
typedef struct {
    double value;
    uint32_t below;
    uint32_t up_to;
} cdetectors_knot;

typedef struct {
    const cdetectors_knot *knots; /* ascending, between one of minus infinity and one of infinity, whose counts are none and all */
    cdetectors_cells cells;       /* of the knots between */
    double count;                 /* all numbers, at least one */
} cdetectors_tails;

/* What becomes of a number's tails, the share of numbers up to it and of those not below it. */
enum {
    CDETECTORS_SMALLER, /* the square of the smaller one */
    CDETECTORS_LEFT,    /* the left one, times the smaller */
    CDETECTORS_RIGHT,   /* the right one, times the smaller */
    CDETECTORS_BOTH     /* the square of their product */
};

/* Multiplies each of `products` by what becomes of its number's tails. A tail is at least 1 / (n + 1) of n numbers. NaN counts as
 * `missing`; with `leaving_out` every other number is one of those counted, and is taken out of the counts. */
void cdetectors_multiply_tails(const cdetectors_tails *tails, int mix, const double *numbers, int32_t count,
                               double missing, int leaving_out, double *products);

/* Bins of equal width between two standardized numbers, closed below and open above, the last one closed. */
typedef struct {
    double mean, deviation; /* numbers less the mean, over the deviation, are standardized */
    double missing;         /* what NaN counts as */
    double magnitude_max;   /* of a standardized number; larger ones are brought to it */
    double low, high;       /* standardized */
    double slack;           /* so far outside a number still counts to the outermost bin; at least 0 */
    int32_t count;
} cdetectors_bins;

/* Counts numbers: `counts[0]` of those outside, `counts[1 + b]` of those in bin b. */
void cdetectors_count_bins(const cdetectors_bins *bins, const double *numbers, int32_t count, int64_t *counts);

/* Adds to each of `sums` the score of its number's bin: `scores[0]` outside, `scores[1 + b]` in bin b. */
void cdetectors_add_bins(const cdetectors_bins *bins, const double *scores, const double *numbers, int32_t count,
                         double *sums);
