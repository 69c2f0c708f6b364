/// Which of several servers gets a call.
package enum LoadBalancing: Sendable, Equatable {
    /// The first one that can be reached gets all of them, until its connection is lost.
    case pickFirst
    /// Each in its turn, over a connection to every one of them.
    case roundRobin
}
