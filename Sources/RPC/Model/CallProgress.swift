/// How far a call got before it ended.
package enum CallProgress: Sendable, Equatable {
    /// No server has begun with it.
    case unseen
    /// Nothing of an answer has arrived, whatever the server did.
    case unanswered
    case answered
}
