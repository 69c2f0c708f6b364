// Generated from pynomaly/metrics/v1/metrics.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension MetricsV1.Sample {
    package static var messageName: String { "pynomaly.metrics.v1.Sample" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__sample__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__Sample.self)
        metric = arena.string(c.pointee.metric)
        labels = arena.map(c.pointee.labels, c.pointee.n_labels) { entry in
            (arena.string(entry.pointee.key), arena.string(entry.pointee.value))
        }
        value = c.pointee.value
        kind = MetricsV1.MetricKind(rawValue: Int32(truncatingIfNeeded: c.pointee.kind.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__Sample.self)
        pynomaly__metrics__v1__sample__init(c)
        if !metric.isEmpty { c.pointee.metric = arena.string(metric) }
        c.pointee.n_labels = labels.count
        c.pointee.labels = arena.map(labels) { entry, key, value in
            pynomaly__metrics__v1__sample__labels_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.string(value)
        }
        c.pointee.value = value
        c.pointee.kind = .init(rawValue: .init(truncatingIfNeeded: kind.rawValue))
    }
}

extension MetricsV1.ReportSamplesRequest {
    package static var messageName: String { "pynomaly.metrics.v1.ReportSamplesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__report_samples_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ReportSamplesRequest.self)
        service = arena.string(c.pointee.service)
        instance = arena.string(c.pointee.instance)
        sampleTime = arena.message(c.pointee.sample_time)
        samples = arena.messages(c.pointee.samples, c.pointee.n_samples)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ReportSamplesRequest.self)
        pynomaly__metrics__v1__report_samples_request__init(c)
        if !service.isEmpty { c.pointee.service = arena.string(service) }
        if !instance.isEmpty { c.pointee.instance = arena.string(instance) }
        if let sampleTime { c.pointee.sample_time = arena.fill(sampleTime) }
        c.pointee.n_samples = samples.count
        c.pointee.samples = arena.messages(samples)
    }
}

extension MetricsV1.ReportSamplesResponse {
    package static var messageName: String { "pynomaly.metrics.v1.ReportSamplesResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__report_samples_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ReportSamplesResponse.self)
        acceptedSamples = c.pointee.accepted_samples
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ReportSamplesResponse.self)
        pynomaly__metrics__v1__report_samples_response__init(c)
        c.pointee.accepted_samples = acceptedSamples
    }
}

extension MetricsV1.QueryTimeSeriesRequest {
    package static var messageName: String { "pynomaly.metrics.v1.QueryTimeSeriesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__query_time_series_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__QueryTimeSeriesRequest.self)
        metric = arena.string(c.pointee.metric)
        labels = arena.map(c.pointee.labels, c.pointee.n_labels) { entry in
            (arena.string(entry.pointee.key), arena.string(entry.pointee.value))
        }
        startTime = arena.message(c.pointee.start_time)
        endTime = arena.message(c.pointee.end_time)
        step = arena.message(c.pointee.step)
        aggregation = MetricsV1.Aggregation(rawValue: Int32(truncatingIfNeeded: c.pointee.aggregation.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__QueryTimeSeriesRequest.self)
        pynomaly__metrics__v1__query_time_series_request__init(c)
        if !metric.isEmpty { c.pointee.metric = arena.string(metric) }
        c.pointee.n_labels = labels.count
        c.pointee.labels = arena.map(labels) { entry, key, value in
            pynomaly__metrics__v1__query_time_series_request__labels_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.string(value)
        }
        if let startTime { c.pointee.start_time = arena.fill(startTime) }
        if let endTime { c.pointee.end_time = arena.fill(endTime) }
        if let step { c.pointee.step = arena.fill(step) }
        c.pointee.aggregation = .init(rawValue: .init(truncatingIfNeeded: aggregation.rawValue))
    }
}

extension MetricsV1.QueryTimeSeriesResponse {
    package static var messageName: String { "pynomaly.metrics.v1.QueryTimeSeriesResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__query_time_series_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__QueryTimeSeriesResponse.self)
        series = arena.messages(c.pointee.series, c.pointee.n_series)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__QueryTimeSeriesResponse.self)
        pynomaly__metrics__v1__query_time_series_response__init(c)
        c.pointee.n_series = series.count
        c.pointee.series = arena.messages(series)
    }
}

extension MetricsV1.TimeSeries {
    package static var messageName: String { "pynomaly.metrics.v1.TimeSeries" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__time_series__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__TimeSeries.self)
        labels = arena.map(c.pointee.labels, c.pointee.n_labels) { entry in
            (arena.string(entry.pointee.key), arena.string(entry.pointee.value))
        }
        points = arena.messages(c.pointee.points, c.pointee.n_points)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__TimeSeries.self)
        pynomaly__metrics__v1__time_series__init(c)
        c.pointee.n_labels = labels.count
        c.pointee.labels = arena.map(labels) { entry, key, value in
            pynomaly__metrics__v1__time_series__labels_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.string(value)
        }
        c.pointee.n_points = points.count
        c.pointee.points = arena.messages(points)
    }
}

extension MetricsV1.Point {
    package static var messageName: String { "pynomaly.metrics.v1.Point" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__point__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__Point.self)
        time = arena.message(c.pointee.time)
        value = c.pointee.value
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__Point.self)
        pynomaly__metrics__v1__point__init(c)
        if let time { c.pointee.time = arena.fill(time) }
        c.pointee.value = value
    }
}

extension MetricsV1.ListMetricDescriptorsRequest {
    package static var messageName: String { "pynomaly.metrics.v1.ListMetricDescriptorsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__list_metric_descriptors_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ListMetricDescriptorsRequest.self)
        pynomaly__metrics__v1__list_metric_descriptors_request__init(c)
    }
}

extension MetricsV1.ListMetricDescriptorsResponse {
    package static var messageName: String { "pynomaly.metrics.v1.ListMetricDescriptorsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__list_metric_descriptors_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ListMetricDescriptorsResponse.self)
        metricDescriptors = arena.messages(c.pointee.metric_descriptors, c.pointee.n_metric_descriptors)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ListMetricDescriptorsResponse.self)
        pynomaly__metrics__v1__list_metric_descriptors_response__init(c)
        c.pointee.n_metric_descriptors = metricDescriptors.count
        c.pointee.metric_descriptors = arena.messages(metricDescriptors)
    }
}

extension MetricsV1.MetricDescriptor {
    package static var messageName: String { "pynomaly.metrics.v1.MetricDescriptor" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__metric_descriptor__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__MetricDescriptor.self)
        metric = arena.string(c.pointee.metric)
        kind = MetricsV1.MetricKind(rawValue: Int32(truncatingIfNeeded: c.pointee.kind.rawValue))
        labelNames = arena.strings(c.pointee.label_names, c.pointee.n_label_names)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__MetricDescriptor.self)
        pynomaly__metrics__v1__metric_descriptor__init(c)
        if !metric.isEmpty { c.pointee.metric = arena.string(metric) }
        c.pointee.kind = .init(rawValue: .init(truncatingIfNeeded: kind.rawValue))
        c.pointee.n_label_names = labelNames.count
        c.pointee.label_names = arena.strings(labelNames)
    }
}

extension MetricsV1.GetSystemHealthRequest {
    package static var messageName: String { "pynomaly.metrics.v1.GetSystemHealthRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__get_system_health_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__GetSystemHealthRequest.self)
        pynomaly__metrics__v1__get_system_health_request__init(c)
    }
}

extension MetricsV1.SystemHealth {
    package static var messageName: String { "pynomaly.metrics.v1.SystemHealth" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__system_health__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__SystemHealth.self)
        state = MetricsV1.HealthState(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        services = arena.messages(c.pointee.services, c.pointee.n_services)
        checkTime = arena.message(c.pointee.check_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__SystemHealth.self)
        pynomaly__metrics__v1__system_health__init(c)
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        c.pointee.n_services = services.count
        c.pointee.services = arena.messages(services)
        if let checkTime { c.pointee.check_time = arena.fill(checkTime) }
    }
}

extension MetricsV1.ServiceHealth {
    package static var messageName: String { "pynomaly.metrics.v1.ServiceHealth" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__metrics__v1__service_health__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ServiceHealth.self)
        service = arena.string(c.pointee.service)
        state = MetricsV1.HealthState(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        instanceCount = c.pointee.instance_count
        lastReportTime = arena.message(c.pointee.last_report_time)
        message = arena.string(c.pointee.message)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Metrics__V1__ServiceHealth.self)
        pynomaly__metrics__v1__service_health__init(c)
        if !service.isEmpty { c.pointee.service = arena.string(service) }
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        c.pointee.instance_count = instanceCount
        if let lastReportTime { c.pointee.last_report_time = arena.fill(lastReportTime) }
        if !message.isEmpty { c.pointee.message = arena.string(message) }
    }
}
