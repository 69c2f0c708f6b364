#include "CScan.h"

#include "words.h"
#include <string.h>

int cscan_is_text(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    while (i < count) {
        /* Thirty-two, then eight bytes of ASCII without NUL. */
        while (i + 32 <= count) {
            uint64_t a = load8(bytes + i), b = load8(bytes + i + 8), c = load8(bytes + i + 16), d = load8(bytes + i + 24);
            const uint64_t one = 0x0101010101010101ull;
            if ((a | b | c | d | (a - one) | (b - one) | (c - one) | (d - one)) & 0x8080808080808080ull) break;
            i += 32;
        }
        if (i + 8 <= count) {
            uint64_t word = load8(bytes + i);
            if (((word | (word - 0x0101010101010101ull)) & 0x8080808080808080ull) == 0) {
                i += 8;
                continue;
            }
        }
        uint8_t first = bytes[i];
        if (first == 0) return 0;
        if (first < 0x80) {
            i++;
            continue;
        }
        int more;
        uint8_t low = 0x80, high = 0xbf;
        if (first >= 0xc2 && first <= 0xdf) {
            more = 1;
        } else if (first >= 0xe0 && first <= 0xef) {
            more = 2;
            if (first == 0xe0) low = 0xa0;
            if (first == 0xed) high = 0x9f;
        } else if (first >= 0xf0 && first <= 0xf4) {
            more = 3;
            if (first == 0xf0) low = 0x90;
            if (first == 0xf4) high = 0x8f;
        } else {
            return 0;
        }
        if (count - i <= (size_t)more || bytes[i + 1] < low || bytes[i + 1] > high) return 0;
        for (int k = 2; k <= more; k++)
            if ((bytes[i + k] & 0xc0) != 0x80) return 0;
        i += (size_t)more + 1;
    }
    return 1;
}

static inline uint64_t fold(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Folded multiplication, as in wyhash; the keys make that nobody outside can choose texts that meet. */
uint64_t cscan_hash(const uint8_t *bytes, size_t count, uint64_t key0, uint64_t key1) {
    uint64_t hash = key0 ^ count;
    size_t i = 0;
    for (; i + 16 < count; i += 16) hash = fold(load8(bytes + i) ^ key1, load8(bytes + i + 8) ^ hash);
    size_t rest = count - i; /* 0 to 16 */
    uint64_t a = load8(bytes + i), b = load8(bytes + i + 8);
    if (rest < 8) {
        a = rest == 0 ? 0 : a << (64 - 8 * rest);
        b = 0;
    } else if (rest < 16) {
        b = rest == 8 ? 0 : b << (128 - 8 * rest);
    }
    hash = fold(a ^ key1, b ^ hash);
    return fold(hash ^ key0, key1 | 1);
}

int cscan_equal(const uint8_t *a, const uint8_t *b, size_t count) { return memcmp(a, b, count) == 0; }

int cscan_is_doubled(const uint8_t *text, size_t length, uint8_t quote) {
    const uint8_t *end = text + length;
    while ((text = memchr(text, quote, (size_t)(end - text)))) {
        if (text + 1 == end || text[1] != quote) return 0;
        text += 2;
    }
    return 1;
}

size_t cscan_undouble(uint8_t *text, size_t length, uint8_t quote) {
    uint8_t *end = text + length, *to = text, *from = text;
    for (;;) {
        uint8_t *found = memchr(from, quote, (size_t)(end - from));
        size_t run = (size_t)((found ? found + 1 : end) - from);
        if (to != from) memmove(to, from, run);
        to += run;
        if (!found || end - found < 2) return (size_t)(to - text);
        from = found + 2;
    }
}

size_t cscan_line_breaks(const uint8_t *text, size_t length) {
    size_t breaks = 0;
    /* Each LF counts, and each CR that no LF follows. */
    for (size_t i = 0; i < length; i++) breaks += text[i] == '\n';
    const uint8_t *end = text + length;
    for (const uint8_t *p = text; (p = memchr(p, '\r', (size_t)(end - p))); p++) breaks += p + 1 == end || p[1] != '\n';
    return breaks;
}
