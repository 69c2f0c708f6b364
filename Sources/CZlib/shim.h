#pragma once
#include <zlib.h>

// Macros with sizeof, which Swift does not see. 15 is the largest window, 16 more ask for gzip (RFC 1952).
static inline int pynomaly_deflate_init_gzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int pynomaly_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
