/// What a method's policy may ask for; the raw value is the name that stands in the protos.
package enum Permission: String, Sendable, Hashable, CaseIterable {
    case datasetsRead = "datasets.read"
    case datasetsWrite = "datasets.write"
    case datasetsDelete = "datasets.delete"
    case detectorsRead = "detectors.read"
    case detectorsWrite = "detectors.write"
    case scoringScore = "scoring.score"
    case jobsRead = "jobs.read"
    case jobsWrite = "jobs.write"
    case resultsRead = "results.read"
    case metricsRead = "metrics.read"
    case usersRead = "users.read"
    case usersWrite = "users.write"
    case auditRead = "audit.read"
    case tenantsRead = "tenants.read"
    case tenantsWrite = "tenants.write"
    case platformWrite = "platform.write"
}
