#include "CScan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* A separator counts where the number of quotes before it is even, which is the running exclusive or of the quotes' bits
 * (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019). Up to the first quote that is at no place for one,
 * the parity is the grammar's state: a quote that opens is at the front of a field or behind one that closes, which makes
 * it the second of a doubled one; one that closes has a separator or such a second one behind it. */

enum { RUN = 32 }; /* blocks that are marked at a time */

/* How the parts of the loop are done; `inline`, so that each of the functions below has them in place. */
typedef struct {
    /* Bit i is the parity of the bits 0...i. */
    uint64_t (*parities)(uint64_t bits);
    /* The bits of `bits` where `kept` has some, brought together at the low end. */
    uint64_t (*gather)(uint64_t bits, uint64_t kept);
    /* The bits of `bits` but those that are `left_out`, closed up. */
    uint64_t (*squeeze)(uint64_t bits, uint64_t left_out);
    /* Copies 64 bytes but those that are `left_out`; may write 64 all the same. */
    void (*copy)(uint8_t *to, const uint8_t *from, uint64_t left_out);
    /* Writes the fields that the separators in the block at `base` end; `next` is where the first of them begins. Bit i of
     * `quoted` is the i-th field's. Returns where the next one begins; may write CSCAN_BLOCK fields. */
    uint32_t (*emit)(uint64_t separators, uint64_t quoted, uint32_t base, uint32_t next, cscan_field *fields);
} ways;

#define INLINE static inline __attribute__((always_inline))

/* The bits below the lowest one of `bit`. */
INLINE uint64_t below(uint64_t bit) { return bit ? (bit & -bit) - 1 : ~0ull; }

/* `emit` where fields begin behind a CRLF, a byte later than behind its separator. */
INLINE uint32_t emit_with_feeds(uint64_t separators, uint64_t opening, uint64_t second_feeds, uint32_t base, uint32_t next,
                                uint64_t is_quoted, cscan_field *fields) {
    for (;; separators &= separators - 1) {
        if (next >= base && next - base < CSCAN_BLOCK) {
            next += second_feeds >> (next - base) & 1;
            is_quoted = next - base < CSCAN_BLOCK ? opening >> (next - base) & 1 : 0;
        }
        if (!separators) return next;
        uint32_t end = base + (uint32_t)__builtin_ctzll(separators);
        fields->offset = next + (uint32_t)is_quoted;
        fields->length_and_flags = (end - next - 2 * (uint32_t)is_quoted) | (uint32_t)is_quoted << 31;
        fields++;
        next = end + 1;
    }
}

INLINE cscan_taken take_records(const cscan_piece *piece, ways ways) {
    const uint64_t has_escape = piece->escape != piece->quote;
    const size_t longest = piece->field_max < piece->record_max ? piece->field_max : piece->record_max;
    cscan_marks marks[RUN];
    uint8_t last[CSCAN_BLOCK];
    cscan_taken taken = {.end = piece->start, .is_odd = 1};
    /* Of the record that is open: its fields so far (with those of the rows), its first byte, and lines up to there. */
    size_t field_count = 0, record_start = 0;
    uint32_t record_line = 0, lines = 0;
    uint32_t to = piece->start, field_start = piece->start;
    /* From the block before: whether it ends within quotes, with a closing quote, with a separator, with a CR within quotes
     * or without; whether the open field is quoted. */
    uint64_t inside_before = 0, closed_before = 0, separated_before = 1, quoted_return_before = 0, return_before = 0;
    uint64_t quoted_before = 0;
    size_t run = 4;
    for (size_t block = 0, marked = 0, first = 0; block * CSCAN_BLOCK < piece->count; block++) {
        size_t base = block * CSCAN_BLOCK;
        const uint8_t *from = piece->source + base;
        uint64_t valid = ~0ull;
        if (piece->count - base < CSCAN_BLOCK) {
            valid = (1ull << (piece->count - base)) - 1;
            memset(last, 0, sizeof last);
            memcpy(last, from, piece->count - base);
            from = last;
            first = block;
            cscan_mark(last, 1, piece->delimiter, piece->quote, piece->escape, marks);
        } else if (block == marked) {
            size_t whole = (piece->count - base) / CSCAN_BLOCK;
            size_t blocks = whole < run ? whole : run;
            cscan_mark(from, blocks, piece->delimiter, piece->quote, piece->escape, marks);
            first = block;
            marked = block + blocks;
            run = RUN;
        }
        cscan_marks mark = marks[block - first];
        uint64_t quotes = mark.quotes & valid, returns = mark.returns & valid, feeds = mark.feeds & valid;
        uint64_t inside = inside_before, bad = has_escape ? mark.escapes & valid : 0;
        uint64_t left_out = 0, opening = 0, quoted_breaks = 0;
        uint64_t bare_returns = returns & ~inside;
        uint64_t bare_feeds = feeds & ~inside;
        uint64_t separators = mark.delimiters & valid & ~inside;
        if (quotes | inside) {
            inside = ways.parities(quotes) ^ inside_before;
            bare_returns = returns & ~inside;
            bare_feeds = feeds & ~inside;
            separators = mark.delimiters & valid & ~inside;
            uint64_t quoted_returns = returns & inside;
            quoted_breaks = quoted_returns | (feeds & inside & ~(quoted_returns << 1 | quoted_return_before));
            quoted_return_before = quoted_returns >> 63;
        } else {
            quoted_return_before = 0;
        }
        bare_feeds &= ~(bare_returns << 1 | return_before); /* the LF of a CRLF goes with its CR */
        uint64_t second_feeds = feeds & (bare_returns << 1 | return_before);
        return_before = bare_returns >> 63;
        uint64_t breaks = bare_returns | bare_feeds;
        separators |= breaks;
        uint64_t fronts = separators << 1 | separated_before;
        fronts = (fronts & ~second_feeds) | second_feeds << 1;
        if (quotes | closed_before) {
            uint64_t on = quotes & inside, off = quotes & ~inside;
            uint64_t behind = off << 1 | closed_before;
            bad |= (behind & ~(separators | quotes)) | (on & ~(fronts | behind));
            left_out = on & behind;
            opening = on & ~behind;
            closed_before = off >> 63;
            bad &= valid;
        }
        separated_before = (separators | second_feeds) >> 63;
        inside_before = (uint64_t)((int64_t)inside >> 63);
        ways.copy(piece->bytes + to, from, left_out);
        uint32_t kept = CSCAN_BLOCK;
        uint64_t ends = separators;
        if (left_out) {
            ends = ways.squeeze(ends, left_out);
            opening = ways.squeeze(opening, left_out);
            second_feeds = ways.squeeze(second_feeds, left_out);
            kept -= (uint32_t)__builtin_popcountll(left_out);
        }
        quoted_before |= opening & 1;
        if (second_feeds) {
            field_start = emit_with_feeds(ends, opening, second_feeds, to, field_start, quoted_before,
                                          piece->fields + field_count);
            quoted_before = field_start - to < CSCAN_BLOCK ? opening >> (field_start - to) & 1 : 0;
        } else if (ends) {
            uint64_t quoted = 0;
            if (opening | quoted_before) {
                quoted = ways.gather(opening >> 1, ends) << 1 | quoted_before;
                quoted_before = opening >> 1 >> (63 - __builtin_clzll(ends)) & 1;
            }
            field_start = ways.emit(ends, quoted, to, field_start, piece->fields + field_count);
        }
        to += kept;
        /* Records that end here, as long as all is well. */
        breaks &= below(bad);
        uint64_t done = 0;
        for (; breaks; breaks &= breaks - 1) {
            uint64_t up_to = breaks ^ (breaks - 1);
            size_t position = base + (size_t)__builtin_ctzll(breaks);
            size_t counted = field_count + (size_t)__builtin_popcountll(separators & up_to);
            const cscan_field *fields = piece->fields + taken.rows * piece->columns;
            if (counted != (taken.rows + 1) * piece->columns) return taken;
            if (position - record_start > longest) {
                size_t begin = record_start;
                if (begin > 0 && piece->source[begin] == '\n' && piece->source[begin - 1] == '\r') begin++;
                if (position - begin > piece->record_max) return taken;
                for (uint32_t i = 0; i < piece->columns; i++)
                    if ((fields[i].length_and_flags & CSCAN_LENGTH) > piece->field_max) return taken;
            }
            if (taken.rows == piece->rows_max) {
                taken.is_odd = 0;
                return taken;
            }
            piece->lines[taken.rows++] = record_line;
            if (quoted_breaks) {
                lines += (uint32_t)__builtin_popcountll(quoted_breaks & up_to & ~done);
                done |= up_to;
            }
            record_line = ++lines;
            record_start = position + 1;
            const cscan_field *end = piece->fields + counted - 1;
            uint32_t is_quoted = end->length_and_flags >> 31;
            taken.end = end->offset + (end->length_and_flags & CSCAN_LENGTH) + is_quoted + 1;
            taken.lines = lines;
            taken.taken = record_start;
            taken.ended_with_return = piece->source[position] == '\r';
            if (taken.ended_with_return && record_start < piece->count && piece->source[record_start] == '\n') {
                taken.taken++;
                taken.ended_with_return = 0;
            }
        }
        if (bad) return taken;
        if (quoted_breaks) lines += (uint32_t)__builtin_popcountll(quoted_breaks & ~done);
        field_count += (size_t)__builtin_popcountll(separators);
    }
    return taken;
}

/* ---- Portable. */

INLINE uint64_t parities_portable(uint64_t bits) {
    for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
    return bits;
}

INLINE uint64_t gather_portable(uint64_t bits, uint64_t kept) {
    uint64_t gathered = 0;
    for (int count = 0; kept; kept &= kept - 1, count++)
        if (bits & kept & -kept) gathered |= 1ull << count;
    return gathered;
}

INLINE uint64_t squeeze_portable(uint64_t bits, uint64_t left_out) {
    while (left_out) {
        int top = 63 - __builtin_clzll(left_out);
        uint64_t low = (1ull << top) - 1;
        bits = (bits & low) | (bits >> 1 & ~low);
        left_out &= low;
    }
    return bits;
}

INLINE void copy_portable(uint8_t *to, const uint8_t *from, uint64_t left_out) {
    size_t start = 0;
    for (; left_out; left_out &= left_out - 1) {
        size_t end = (size_t)__builtin_ctzll(left_out);
        for (; start < end; start++) *to++ = from[start];
        start++;
    }
    if (start == 0)
        memcpy(to, from, CSCAN_BLOCK);
    else
        for (; start < CSCAN_BLOCK; start++) *to++ = from[start];
}

INLINE uint32_t emit_portable(uint64_t separators, uint64_t quoted, uint32_t base, uint32_t next, cscan_field *fields) {
    for (; separators; separators &= separators - 1, quoted >>= 1) {
        uint32_t end = base + (uint32_t)__builtin_ctzll(separators);
        uint32_t is_quoted = quoted & 1;
        fields->offset = next + is_quoted;
        fields->length_and_flags = (end - next - 2 * is_quoted) | is_quoted << 31;
        fields++;
        next = end + 1;
    }
    return next;
}

cscan_taken cscan_records_portable(const cscan_piece *piece) {
    return take_records(piece, (ways){parities_portable, gather_portable, squeeze_portable, copy_portable, emit_portable});
}

#if defined(__x86_64__)

/* ---- AVX2, of processors that have the others too. */

#define MODERN __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))
#define MODERN_INLINE MODERN INLINE

MODERN_INLINE uint64_t parities_modern(uint64_t bits) {
    __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

MODERN_INLINE uint64_t gather_modern(uint64_t bits, uint64_t kept) { return _pext_u64(bits, kept); }

MODERN_INLINE uint64_t squeeze_modern(uint64_t bits, uint64_t left_out) { return _pext_u64(bits, ~left_out); }

MODERN static cscan_taken records_modern(const cscan_piece *piece) {
    return take_records(piece, (ways){parities_modern, gather_modern, squeeze_modern, copy_portable, emit_portable});
}

/* ---- AVX-512 with its second set for bytes. */

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))

WIDE INLINE void copy_wide(uint8_t *to, const uint8_t *from, uint64_t left_out) {
    __m512i bytes = _mm512_loadu_si512(from);
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi8(~left_out, bytes));
}

WIDE INLINE uint32_t emit_wide(uint64_t separators, uint64_t quoted, uint32_t base, uint32_t next, cscan_field *fields) {
    const __m512i places = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35,
        34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
        3, 2, 1, 0);
    const __m512i first = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i second = _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    uint8_t ends[CSCAN_BLOCK];
    __m512i compressed = _mm512_maskz_compress_epi8(separators, places);
    int count = __builtin_popcountll(separators);
    if (count > 16) _mm512_storeu_si512(ends, compressed);
    __m128i part = _mm512_castsi512_si128(compressed);
    __m512i before = _mm512_set1_epi32((int)(next - 1));
    const __m512i one = _mm512_set1_epi32(1), two = _mm512_set1_epi32(2), flag = _mm512_set1_epi32((int)CSCAN_QUOTED);
    for (int i = 0;;) {
        __m512i end = _mm512_add_epi32(_mm512_cvtepu8_epi32(part), _mm512_set1_epi32((int)base));
        __m512i start = _mm512_add_epi32(_mm512_alignr_epi32(end, before, 15), one);
        __m512i length = _mm512_sub_epi32(end, start);
        __mmask16 is_quoted = (__mmask16)quoted;
        start = _mm512_mask_add_epi32(start, is_quoted, start, one);
        length = _mm512_mask_sub_epi32(length, is_quoted, length, two);
        length = _mm512_mask_or_epi32(length, is_quoted, length, flag);
        _mm512_storeu_si512(fields + i, _mm512_permutex2var_epi32(start, first, length));
        _mm512_storeu_si512(fields + i + 8, _mm512_permutex2var_epi32(start, second, length));
        i += 16;
        if (i >= count) break;
        before = end;
        quoted >>= 16;
        part = _mm_loadu_si128((const __m128i *)(ends + i));
    }
    return base + 64 - (uint32_t)_lzcnt_u64(separators);
}

WIDE static cscan_taken records_wide(const cscan_piece *piece) {
    return take_records(piece, (ways){parities_modern, gather_modern, squeeze_modern, copy_wide, emit_wide});
}

static int is_modern(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("lzcnt") && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
}

cscan_taken cscan_records_modern(const cscan_piece *piece) {
    return is_modern() ? records_modern(piece) : cscan_records_portable(piece);
}

cscan_taken cscan_records(const cscan_piece *piece) {
    int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vbmi2");
    return is_wide && is_modern() ? records_wide(piece) : cscan_records_modern(piece);
}

#else

cscan_taken cscan_records_modern(const cscan_piece *piece) { return cscan_records_portable(piece); }

cscan_taken cscan_records(const cscan_piece *piece) { return cscan_records_portable(piece); }

#endif
