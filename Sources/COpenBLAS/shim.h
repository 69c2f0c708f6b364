#pragma once
#include <cblas.h>

// LAPACK's, which OpenBLAS holds under their Fortran names and has no header for. The lengths of the character arguments
// come last and by value, as gfortran passes them.

/// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, by divide and conquer.
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
    const int *lwork, int *iwork, const int *liwork, int *info, unsigned long jobz_length, unsigned long uplo_length);

/// The Cholesky factor of a symmetric positive definite matrix.
void dpotrf_(
    const char *uplo, const int *n, double *a, const int *lda, int *info, unsigned long uplo_length);

/// The inverse of a triangular matrix.
void dtrtri_(
    const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info, unsigned long uplo_length,
    unsigned long diag_length);
