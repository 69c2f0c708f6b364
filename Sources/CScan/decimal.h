#pragma once

#include "powers.h"
#include <string.h>

/* The nearest double by one multiplication of 64 by 128 bits: Lemire, "Number parsing at a gigabyte per second" (2021).
 * Where the paper's method does not decide (or the result is not normal), this one says so. */
static inline __attribute__((always_inline)) int nearest_double(uint64_t digits, int64_t exponent, double *value) {
    static const double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits == 0) {
        *value = 0;
        return 1;
    }
    /* Clinger: both are exact doubles, so one operation rounds once. For long fractions the way below is as quick, and
     * where some of a column's have more digits than a double, always going it is quicker than telling them apart. */
    if (exponent >= -8 && exponent <= 22 && digits <= 1ull << 53) {
        *value = exponent < 0 ? (double)digits / exact[-exponent] : (double)digits * exact[exponent];
        return 1;
    }
    if (exponent < CSCAN_POWER_MIN || exponent > CSCAN_POWER_MAX) return 0;
    int zeros = __builtin_clzll(digits);
    uint64_t w = digits << zeros;
    const uint64_t *power = cscan_powers[exponent - CSCAN_POWER_MIN];
    unsigned __int128 product = (unsigned __int128)w * power[0];
    uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
    if ((high & 0x1ff) == 0x1ff) {
        uint64_t more = (uint64_t)(((unsigned __int128)w * power[1]) >> 64);
        low += more;
        high += low < more;
        if (low == UINT64_MAX && (exponent < -27 || exponent > 55)) return 0;
    }
    int top = (int)(high >> 63);
    uint64_t mantissa = high >> (top + 9); /* 55 bits: one for rounding, one for the top's place */
    /* 217706 / 2^16 is log2(10), exact enough in this range. */
    int64_t binary = (((152170 + 65536) * exponent) >> 16) + 63 + top - zeros + 1023;
    if (binary <= 0) return 0;
    /* Halfway between two doubles, and exact: to the even one. */
    if (low <= 1 && exponent >= -4 && exponent <= 23 && (mantissa & 3) == 1 && mantissa << (top + 9) == high)
        mantissa &= ~1ull;
    mantissa += mantissa & 1;
    mantissa >>= 1;
    if (mantissa >= 1ull << 53) {
        mantissa = 1ull << 52;
        binary++;
    }
    if (binary >= 0x7ff) return 0;
    uint64_t bits = (mantissa & ~(1ull << 52)) | (uint64_t)binary << 52;
    memcpy(value, &bits, 8);
    return 1;
}
