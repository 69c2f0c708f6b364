enum DetectorsTestsPlaceholder {}
