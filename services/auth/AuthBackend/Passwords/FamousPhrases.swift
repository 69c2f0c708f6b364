/// Phrases that people know by heart, and that guessers therefore try although they are long.
///
/// Written by hand for this project, from no published list: quotations, titles, pangrams, and what articles about good
/// passwords give as examples.
enum FamousPhrases {
    /// Without spaces and signs, as `GuessablePassword` compares them.
    static let all: [[UInt32]] = text.split(whereSeparator: \.isNewline).map { line in
        line.filter { $0 != " " }.unicodeScalars.map(\.value)
    }

    private static let text = """
        correct horse battery staple
        the quick brown fox jumps over the lazy dog
        the quick brown fox
        jumps over the lazy dog
        pack my box with five dozen liquor jugs
        lorem ipsum dolor sit amet
        to be or not to be
        that is the question
        et tu brute
        veni vidi vici
        cogito ergo sum
        i think therefore i am
        carpe diem
        in god we trust
        god save the king
        god save the queen
        god bless america
        we the people
        four score and seven years ago
        i have a dream
        yes we can
        make america great again
        once upon a time
        happily ever after
        it was the best of times
        call me ishmael
        all for one and one for all
        elementary my dear watson
        open sesame
        abracadabra
        supercalifragilisticexpialidocious
        may the force be with you
        i am your father
        live long and prosper
        beam me up scotty
        to infinity and beyond
        hakuna matata
        winter is coming
        valar morghulis
        you shall not pass
        one ring to rule them all
        my precious
        i solemnly swear that i am up to no good
        expecto patronum
        wingardium leviosa
        avada kedavra
        dont panic
        so long and thanks for all the fish
        houston we have a problem
        hasta la vista baby
        say hello to my little friend
        here is looking at you kid
        life is like a box of chocolates
        frankly my dear i dont give a damn
        never gonna give you up
        let it be
        all you need is love
        dont worry be happy
        we will rock you
        we are the champions
        stairway to heaven
        highway to hell
        smells like teen spirit
        wake me up before you go go
        row row row your boat
        twinkle twinkle little star
        mary had a little lamb
        humpty dumpty sat on a wall
        happy birthday to you
        merry christmas
        happy new year
        rock around the clock
        all your base are belong to us
        all work and no play makes jack a dull boy
        the cake is a lie
        it is dangerous to go alone
        hello world
        an apple a day keeps the doctor away
        actions speak louder than words
        practice makes perfect
        time is money
        knowledge is power
        home sweet home
        keep calm and carry on
        my voice is my passport
        this is my password
        this is a password
        my password is password
        i love you so much
        i forgot my password
        """
}
