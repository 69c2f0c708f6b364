#include "CDetectors.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "processors.h"

/* The distances as doubles must not depend on the processor: no multiplication is fused with an addition. Those of floats
 * may; what they are off by is allowed for. */
#pragma STDC FP_CONTRACT OFF

enum { HALF = CDETECTORS_LANES / 2, CHECK_EACH = 16, STACK = 64 };

typedef float floats __attribute__((ext_vector_type(HALF)));
typedef _Bool flags __attribute__((ext_vector_type(HALF)));

typedef struct {
    int32_t capacity, count;
    int32_t *rows;
    double *distances;
} nearest;

/* Of two rows at one distance the lower number comes first. */
INLINE void add(nearest *found, int32_t row, double distance) {
    int32_t place = found->count;
    while (place > 0 && (found->distances[place - 1] > distance ||
                         (found->distances[place - 1] == distance && found->rows[place - 1] > row)))
        place--;
    if (place == found->capacity) return;
    int32_t moved = found->count - place - (found->count == found->capacity);
    memmove(found->rows + place + 1, found->rows + place, (size_t)moved * sizeof *found->rows);
    memmove(found->distances + place + 1, found->distances + place, (size_t)moved * sizeof *found->distances);
    found->rows[place] = row;
    found->distances[place] = distance;
    found->count += found->count < found->capacity;
}

/* What a squared distance between floats is at most, where the one between doubles is at most the last of those found.
 *
 * A coordinate loses 2^-24 of itself as a float, so the vector between two rows moves by at most `slack`; its length squared, a sum of
 * `width` squares, loses a few more such shares. What underflows is less than FLT_MIN. */
INLINE float bound(const nearest *found, double slack, int32_t width) {
    if (found->count < found->capacity) return INFINITY;
    double distance = sqrt(found->distances[found->count - 1]) + slack;
    double squared = distance * distance * (1 + (width + 16) * 0x1p-23) + FLT_MIN;
    return squared < FLT_MAX / 2 ? (float)squared : INFINITY;
}

INLINE float distance_to_box(const float *box, const float *point, int32_t width) {
#pragma clang fp contract(fast) reassociate(on)
    const float *highs = box + width;
    float sum = 0;
    for (int32_t i = 0; i < width; i++) {
        float below = box[i] - point[i], above = point[i] - highs[i];
        float outside = below > above ? below : above;
        outside = outside > 0 ? outside : 0;
        sum += outside * outside;
    }
    return sum;
}

INLINE uint32_t bits(flags flags) {
    uint16_t bits;
    memcpy(&bits, &flags, sizeof bits);
    return bits;
}

/* Which rows of a bucket are within `limit`. */
INLINE uint32_t near(const float *coordinates, const float *point, int32_t width, float limit) {
#pragma clang fp contract(fast)
    floats first = 0, second = 0;
    uint32_t within = 0;
    for (int32_t start = 0; start < width; start += CHECK_EACH) {
        int32_t end = start + CHECK_EACH < width ? start + CHECK_EACH : width;
        for (int32_t i = start; i < end; i++, coordinates += CDETECTORS_LANES) {
            floats a, b;
            memcpy(&a, coordinates, sizeof a);
            memcpy(&b, coordinates + HALF, sizeof b);
            a -= point[i];
            b -= point[i];
            first += a * a;
            second += b * b;
        }
        within = bits(__builtin_convertvector(first <= limit, flags)) |
                 bits(__builtin_convertvector(second <= limit, flags)) << HALF;
        if (!within) return 0;
    }
    return within;
}

INLINE double squared_distance(const double *a, const double *b, int32_t width) {
    double sum = 0;
    for (int32_t i = 0; i < width; i++) {
        double difference = a[i] - b[i];
        sum += difference * difference;
    }
    return sum;
}

FOR_EACH_PROCESSOR
int32_t cdetectors_search(const cdetectors_neighbours *index, const double *point, int32_t k, int32_t leaving_out,
                           int32_t *rows, double *squared_distances) {
    int32_t width = index->width;
    nearest found = {k, 0, rows, squared_distances};
    float rounded[CDETECTORS_WIDTH_MAX];
    double length = 0;
    for (int32_t i = 0; i < width; i++) {
        rounded[i] = (float)point[i];
        length += point[i] * point[i];
    }
    double slack = (sqrt(length) + index->extent) * 0x1p-23;
    float limit = INFINITY;

    struct { int32_t node; float distance; } stack[STACK], *top = stack;
    *top++ = (typeof(*top)){0, 0};
    while (top > stack) {
        top--;
        /* Equal distances are looked at: a row there may have a lower number. */
        if (top->distance > limit) continue;
        const cdetectors_node *node = index->nodes + top->node;
        if (node->dimension >= 0) {
            float to_first = distance_to_box(index->boxes + 2 * (int64_t)node->first * width, rounded, width);
            float to_second = distance_to_box(index->boxes + 2 * (int64_t)node->second * width, rounded, width);
            int first_is_nearer = to_first <= to_second;
            float near_distance = first_is_nearer ? to_first : to_second;
            float far_distance = first_is_nearer ? to_second : to_first;
            if (far_distance <= limit)
                *top++ = (typeof(*top)){first_is_nearer ? node->second : node->first, far_distance};
            if (near_distance <= limit)
                *top++ = (typeof(*top)){first_is_nearer ? node->first : node->second, near_distance};
            continue;
        }
        /* Of a pile of equal rows, which lie in order, the first ones are as near as any. */
        int32_t buckets = node->second < k / CDETECTORS_LANES + 2 ? node->second : k / CDETECTORS_LANES + 2;
        for (int32_t bucket = node->first; bucket < node->first + buckets; bucket++) {
            const int32_t *members = index->rows + (int64_t)bucket * CDETECTORS_LANES;
            uint32_t within = near(
                index->coordinates + (int64_t)bucket * CDETECTORS_LANES * width, rounded, width, limit);
            for (; within; within &= within - 1) {
                int32_t row = members[__builtin_ctz(within)];
                if (row < 0 || row == leaving_out) continue;
                double distance = squared_distance(index->values + (int64_t)row * width, point, width);
                if (found.count == k && distance > found.distances[k - 1]) continue;
                add(&found, row, distance);
                limit = bound(&found, slack, width);
            }
        }
    }
    return found.count;
}
