/// Order statistics without sorting everything.
enum Selection {
    /// The k-th smallest (from 0) of `values`, which are reordered. Quickselect with a median-of-three pivot;
    /// when the pivots are bad (a hostile order) what is left is sorted, so the time stays O(n log n).
    static func smallest(_ k: Int, of values: inout [Double]) -> Double {
        values.withUnsafeMutableBufferPointer { select(k, in: $0) }
    }

    /// The quantile q in [0, 1], by linear interpolation between neighbours (Hyndman and Fan's type 7).
    static func quantile(_ q: Double, of values: inout [Double]) -> Double {
        let position = q * Double(values.count - 1)
        let index = Int(position)
        let low = smallest(index, of: &values)
        let fraction = position - Double(index)
        guard fraction > 0 else { return low }
        // After selection everything behind `index` is at least `low`.
        let high = values[(index + 1)...].min() ?? low
        return low + (high - low) * fraction
    }

    static func median(of values: inout [Double]) -> Double { quantile(0.5, of: &values) }

    private static func select(_ k: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
        var low = 0
        var high = values.count - 1
        var patience = 64
        while low < high {
            patience -= 1
            if patience == 0 {
                var rest = UnsafeMutableBufferPointer(rebasing: values[low...high])
                rest.sort()
                break
            }
            let pivot = medianOfThree(values[low], values[(low + high) / 2], values[high])
            let (left, right) = partition(values, low, high, pivot)
            if k <= right { high = right } else if k >= left { low = left } else { break }
        }
        return values[k]
    }

    /// Hoare's scheme: afterwards low...right <= pivot <= left...high, and right < left.
    private static func partition(
        _ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int, _ pivot: Double
    ) -> (left: Int, right: Int) {
        var left = low
        var right = high
        while left <= right {
            while values[left] < pivot { left += 1 }
            while values[right] > pivot { right -= 1 }
            if left <= right {
                values.swapAt(left, right)
                left += 1
                right -= 1
            }
        }
        return (left, right)
    }

    private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
        max(min(a, b), min(max(a, b), c))
    }
}
