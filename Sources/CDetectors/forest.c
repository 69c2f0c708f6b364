#include "CDetectors.h"

#include "processors.h"

enum { FEATURE_MASK = (1 << CDETECTORS_FEATURE_BITS) - 1, GROUP = CDETECTORS_LANES };

/* Rows walk side by side: a walk waits for memory at each step, and the others go on meanwhile. */
FOR_EACH_PROCESSOR
void cdetectors_walk_portable(const cdetectors_forest *forest, const int32_t *ranks, int32_t width, int32_t count,
                              double *totals) {
    for (int32_t tree = 0; tree < forest->trees; tree++) {
        const int32_t *splits = forest->splits + ((int64_t)tree << forest->depth);
        const double *lengths = forest->lengths + ((int64_t)tree << forest->depth) - ((int64_t)1 << forest->depth);
        for (int32_t row = 0; row < count; row += GROUP) {
            const int32_t *values = ranks + (int64_t)row * width;
            int32_t places[GROUP];
            for (int lane = 0; lane < GROUP; lane++) places[lane] = 1;
            for (int32_t level = 0; level < forest->depth; level++)
                for (int lane = 0; lane < GROUP; lane++) {
                    int32_t split = splits[places[lane]];
                    places[lane] = 2 * places[lane] + (values[lane * width + (split & FEATURE_MASK)] > split);
                }
            for (int lane = 0; lane < GROUP; lane++) totals[row + lane] += lengths[places[lane]];
        }
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f")))

/* The splits of the first seven levels lie in registers, where a permutation looks sixteen up at once. */
typedef struct { __m512i parts[8]; } levels;

/* Of places below 16 << `level - 3`, which start at register `first`. */
AVX512 INLINE __m512i look_up(const levels *levels, int32_t level, const int32_t *splits, __m512i places) {
    const __m512i *parts = levels->parts;
    switch (level) {
    case 0: case 1: case 2: case 3: return _mm512_permutexvar_epi32(places, parts[0]);
    case 4: return _mm512_permutexvar_epi32(places, parts[1]);
    case 5: return _mm512_permutex2var_epi32(parts[2], places, parts[3]);
    case 6: {
        __m512i low = _mm512_permutex2var_epi32(parts[4], places, parts[5]);
        __m512i high = _mm512_permutex2var_epi32(parts[6], places, parts[7]);
        return _mm512_mask_blend_epi32(_mm512_test_epi32_mask(places, _mm512_set1_epi32(32)), low, high);
    }
    default: return _mm512_i32gather_epi32(places, splits, 4);
    }
}

AVX512 INLINE __m512i step(__m512i places, __m512i splits, const int32_t *values, __m512i rows) {
    __m512i features = _mm512_and_si512(splits, _mm512_set1_epi32(FEATURE_MASK));
    __m512i own = _mm512_i32gather_epi32(_mm512_add_epi32(rows, features), values, 4);
    __mmask16 right = _mm512_cmpgt_epi32_mask(own, splits);
    places = _mm512_add_epi32(places, places);
    return _mm512_mask_add_epi32(places, right, places, _mm512_set1_epi32(1));
}

AVX512 INLINE void add_lengths(__m512i places, const double *lengths, double *totals) {
    __m512d low = _mm512_i32gather_pd(_mm512_castsi512_si256(places), lengths, 8);
    __m512d high = _mm512_i32gather_pd(_mm512_extracti64x4_epi64(places, 1), lengths, 8);
    _mm512_storeu_pd(totals, _mm512_add_pd(_mm512_loadu_pd(totals), low));
    _mm512_storeu_pd(totals + 8, _mm512_add_pd(_mm512_loadu_pd(totals + 8), high));
}

AVX512 static void walk512(const cdetectors_forest *forest, const int32_t *ranks, int32_t width, int32_t count,
                           double *totals) {
    __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m512i rows = _mm512_mullo_epi32(lanes, _mm512_set1_epi32(width));
    for (int32_t tree = 0; tree < forest->trees; tree++) {
        const int32_t *splits = forest->splits + ((int64_t)tree << forest->depth);
        const double *lengths = forest->lengths + ((int64_t)tree << forest->depth) - ((int64_t)1 << forest->depth);
        levels levels;
        for (int part = 0; part < 8; part++) levels.parts[part] = _mm512_loadu_si512(splits + 16 * part);
        for (int32_t row = 0; row < count; row += GROUP) {
            const int32_t *first = ranks + (int64_t)row * width, *second = first + (int64_t)16 * width;
            __m512i a = _mm512_set1_epi32(1), b = a;
#define LEVEL(level)                                             \
    if (level < forest->depth) {                                 \
        __m512i of_a = look_up(&levels, level, splits, a);       \
        __m512i of_b = look_up(&levels, level, splits, b);       \
        a = step(a, of_a, first, rows);                          \
        b = step(b, of_b, second, rows);                         \
    }
            LEVEL(0) LEVEL(1) LEVEL(2) LEVEL(3) LEVEL(4) LEVEL(5) LEVEL(6)
            for (int32_t level = 7; level < forest->depth; level++) LEVEL(level)
            add_lengths(a, lengths, totals + row);
            add_lengths(b, lengths, totals + row + 16);
        }
    }
}
#endif

void cdetectors_walk(const cdetectors_forest *forest, const int32_t *ranks, int32_t width, int32_t count,
                     double *totals) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        walk512(forest, ranks, width, count, totals);
        return;
    }
#endif
    cdetectors_walk_portable(forest, ranks, width, count, totals);
}
