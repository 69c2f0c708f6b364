/// Words that passwords are made of when nobody thinks about them.
///
/// The list is written by hand for this project, from no published one. What it replaces is the list of common passwords
/// that NIST SP 800-63B asks for: those of 12 characters and more are such words with digits, signs or each other behind
/// them, so `GuessablePassword` covers the variants by rule instead of storing them.
enum FrequentWords {
    static let all: [[UInt8]] =
        text.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }.sorted { $0.count > $1.count }

    private static let text = """
        password passwort passphrase passcode passwd pass kennwort motdepasse contrasena parola senha
        letmein openup welcome hello goodbye login logon signin access secret secure security private
        admin administrator administration root superuser master manager service system server user guest test testing
        demo sample example default change changeme temp temporary initial unknown none null
        iloveyou loveyou lovely love forever friend family mother father sister brother baby angel princess prince
        sunshine moonlight rainbow flower butterfly summer winter spring autumn january february march april june
        july august september october november december monday tuesday wednesday thursday friday saturday sunday
        football baseball basketball soccer hockey liverpool arsenal chelsea barcelona yankees cowboys
        dragon monkey tiger lion eagle wolf bear shadow phoenix unicorn killer hunter ranger soldier warrior ninja
        superman batman spiderman starwars pokemon naruto minecraft
        computer internet windows linux google facebook amazon apple samsung android
        michael jennifer jessica charlie daniel thomas robert andrew joshua matthew ashley amanda nicole
        cheese chocolate coffee cookie banana orange pepper ginger
        freedom whatever nothing trustno trust money business company office database cloud
        anomaly detection detector pynomaly
        """
}
