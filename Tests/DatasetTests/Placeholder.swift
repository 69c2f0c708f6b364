enum DatasetTestsPlaceholder {}
