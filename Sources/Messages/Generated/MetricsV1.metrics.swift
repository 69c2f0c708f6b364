// Generated from pynomaly/metrics/v1/metrics.proto by `make protos`.

internal import Protobuf

extension MetricsV1 {
    package struct Sample: ProtobufMessage {
        package var metric: String
        package var labels: [String: String]
        package var value: Double
        package var kind: MetricsV1.MetricKind

        package init() {
            metric = ""
            labels = [:]
            value = 0
            kind = .unspecified
        }

        package init(
            metric: String = "",
            labels: [String: String] = [:],
            value: Double = 0,
            kind: MetricsV1.MetricKind = .unspecified
        ) {
            self.metric = metric
            self.labels = labels
            self.value = value
            self.kind = kind
        }
    }
}

extension MetricsV1 {
    package struct ReportSamplesRequest: ProtobufMessage {
        /// "auth", "dataset", …
        package var service: String
        /// Tells replicas of one service apart.
        package var instance: String
        package var sampleTime: GoogleProtobuf.Timestamp?
        package var samples: [MetricsV1.Sample]

        package init() {
            service = ""
            instance = ""
            sampleTime = nil
            samples = []
        }

        package init(
            service: String = "",
            instance: String = "",
            sampleTime: GoogleProtobuf.Timestamp? = nil,
            samples: [MetricsV1.Sample] = []
        ) {
            self.service = service
            self.instance = instance
            self.sampleTime = sampleTime
            self.samples = samples
        }
    }
}

extension MetricsV1 {
    package struct ReportSamplesResponse: ProtobufMessage {
        package var acceptedSamples: Int64

        package init() {
            acceptedSamples = 0
        }

        package init(
            acceptedSamples: Int64 = 0
        ) {
            self.acceptedSamples = acceptedSamples
        }
    }
}

extension MetricsV1 {
    package struct QueryTimeSeriesRequest: ProtobufMessage {
        package var metric: String
        /// Series must carry all of these.
        package var labels: [String: String]
        package var startTime: GoogleProtobuf.Timestamp?
        package var endTime: GoogleProtobuf.Timestamp?
        /// Width of one point; at least one second.
        package var step: GoogleProtobuf.Duration?
        package var aggregation: MetricsV1.Aggregation

        package init() {
            metric = ""
            labels = [:]
            startTime = nil
            endTime = nil
            step = nil
            aggregation = .unspecified
        }

        package init(
            metric: String = "",
            labels: [String: String] = [:],
            startTime: GoogleProtobuf.Timestamp? = nil,
            endTime: GoogleProtobuf.Timestamp? = nil,
            step: GoogleProtobuf.Duration? = nil,
            aggregation: MetricsV1.Aggregation = .unspecified
        ) {
            self.metric = metric
            self.labels = labels
            self.startTime = startTime
            self.endTime = endTime
            self.step = step
            self.aggregation = aggregation
        }
    }
}

extension MetricsV1 {
    package struct QueryTimeSeriesResponse: ProtobufMessage {
        package var series: [MetricsV1.TimeSeries]

        package init() {
            series = []
        }

        package init(
            series: [MetricsV1.TimeSeries] = []
        ) {
            self.series = series
        }
    }
}

extension MetricsV1 {
    package struct TimeSeries: ProtobufMessage {
        package var labels: [String: String]
        package var points: [MetricsV1.Point]

        package init() {
            labels = [:]
            points = []
        }

        package init(
            labels: [String: String] = [:],
            points: [MetricsV1.Point] = []
        ) {
            self.labels = labels
            self.points = points
        }
    }
}

extension MetricsV1 {
    package struct Point: ProtobufMessage {
        package var time: GoogleProtobuf.Timestamp?
        package var value: Double

        package init() {
            time = nil
            value = 0
        }

        package init(
            time: GoogleProtobuf.Timestamp? = nil,
            value: Double = 0
        ) {
            self.time = time
            self.value = value
        }
    }
}

extension MetricsV1 {
    package struct ListMetricDescriptorsRequest: ProtobufMessage {
        package init() {}
    }
}

extension MetricsV1 {
    package struct ListMetricDescriptorsResponse: ProtobufMessage {
        package var metricDescriptors: [MetricsV1.MetricDescriptor]

        package init() {
            metricDescriptors = []
        }

        package init(
            metricDescriptors: [MetricsV1.MetricDescriptor] = []
        ) {
            self.metricDescriptors = metricDescriptors
        }
    }
}

extension MetricsV1 {
    package struct MetricDescriptor: ProtobufMessage {
        package var metric: String
        package var kind: MetricsV1.MetricKind
        package var labelNames: [String]

        package init() {
            metric = ""
            kind = .unspecified
            labelNames = []
        }

        package init(
            metric: String = "",
            kind: MetricsV1.MetricKind = .unspecified,
            labelNames: [String] = []
        ) {
            self.metric = metric
            self.kind = kind
            self.labelNames = labelNames
        }
    }
}

extension MetricsV1 {
    package struct GetSystemHealthRequest: ProtobufMessage {
        package init() {}
    }
}

extension MetricsV1 {
    package struct SystemHealth: ProtobufMessage {
        package var state: MetricsV1.HealthState
        package var services: [MetricsV1.ServiceHealth]
        package var checkTime: GoogleProtobuf.Timestamp?

        package init() {
            state = .unspecified
            services = []
            checkTime = nil
        }

        package init(
            state: MetricsV1.HealthState = .unspecified,
            services: [MetricsV1.ServiceHealth] = [],
            checkTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.state = state
            self.services = services
            self.checkTime = checkTime
        }
    }
}

extension MetricsV1 {
    package struct ServiceHealth: ProtobufMessage {
        package var service: String
        package var state: MetricsV1.HealthState
        /// Instances that reported within the last three intervals.
        package var instanceCount: Int32
        package var lastReportTime: GoogleProtobuf.Timestamp?
        package var message: String

        package init() {
            service = ""
            state = .unspecified
            instanceCount = 0
            lastReportTime = nil
            message = ""
        }

        package init(
            service: String = "",
            state: MetricsV1.HealthState = .unspecified,
            instanceCount: Int32 = 0,
            lastReportTime: GoogleProtobuf.Timestamp? = nil,
            message: String = ""
        ) {
            self.service = service
            self.state = state
            self.instanceCount = instanceCount
            self.lastReportTime = lastReportTime
            self.message = message
        }
    }
}

extension MetricsV1 {
    package enum MetricKind: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case counter
        case gauge
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .counter, .gauge]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .counter
            case 2: self = .gauge
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .counter: 1
            case .gauge: 2
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "METRIC_KIND_UNSPECIFIED"
            case .counter: "COUNTER"
            case .gauge: "GAUGE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension MetricsV1 {
    package enum Aggregation: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case last
        case mean
        case max
        /// Increase of a counter per second; a reset counts from zero.
        case rate
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .last, .mean, .max, .rate]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .last
            case 2: self = .mean
            case 3: self = .max
            case 4: self = .rate
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .last: 1
            case .mean: 2
            case .max: 3
            case .rate: 4
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "AGGREGATION_UNSPECIFIED"
            case .last: "LAST"
            case .mean: "MEAN"
            case .max: "MAX"
            case .rate: "RATE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}

extension MetricsV1 {
    package enum HealthState: RawRepresentable, CaseIterable, Sendable, Hashable {
        case unspecified
        case healthy
        case degraded
        case unhealthy
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.unspecified, .healthy, .degraded, .unhealthy]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .unspecified
            case 1: self = .healthy
            case 2: self = .degraded
            case 3: self = .unhealthy
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .unspecified: 0
            case .healthy: 1
            case .degraded: 2
            case .unhealthy: 3
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .unspecified: "HEALTH_STATE_UNSPECIFIED"
            case .healthy: "HEALTHY"
            case .degraded: "DEGRADED"
            case .unhealthy: "UNHEALTHY"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
