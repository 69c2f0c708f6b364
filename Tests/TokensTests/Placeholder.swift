enum TokensTestsPlaceholder {}
