/// Words that alone say little, and two of them glued together not much more: a password must not consist of one or two
/// of these. Three and more are a passphrase, and welcome.
///
/// Written by hand for this project, from no published list; those of `FrequentWords` belong to them too.
enum EverydayWords {
    static func contains(_ word: some StringProtocol) -> Bool {
        all.contains(String(word)) || (word.last == "s" && all.contains(String(word.dropLast())))
    }

    private static let all = Set(
        text.split(whereSeparator: \.isWhitespace).map(String.init)
            + FrequentWords.all.map { String(decoding: $0, as: UTF8.self) })

    private static let text = """
        turtle rabbit bunny kitty kitten puppy doggy horse pony panther leopard cheetah jaguar cougar panda koala
        dolphin shark whale penguin falcon hawk raven crow owl parrot chicken rooster turkey duck goose swan cobra viper
        snake spider scorpion mustang bull bronco buffalo bison camel donkey elephant giraffe hippo zebra gorilla beaver
        badger squirrel hamster mouse rat cat dog fox bird fish frog lizard dinosaur raptor rex wolverine coyote
        red blue green yellow purple violet pink black white brown grey gray gold golden silver scarlet crimson
        happy lucky crazy funny sweet sexy pretty super mega ultra hyper turbo magic mystic secretly royal wild free
        big little small great good best better awesome cool hot cold fast strong dark light bright old new young
        one two three four five six seven eight nine ten hundred thousand million first second last
        mom mum mommy mummy dad daddy papa mama grandma grandpa uncle aunt cousin son daughter wife husband girl boy
        man woman men women lady king queen lord knight wizard witch devil demon ghost zombie vampire pirate samurai
        captain doctor teacher student player gamer boss chief general major sergeant sniper rider driver rocker
        star sun moon sky earth mars venus planet galaxy cosmos space rocket comet storm thunder lightning rain snow ice
        fire water wind stone rock mountain river ocean sea lake beach island forest tree rose lily daisy tulip violet
        garden grass leaf apple cherry berry strawberry blueberry lemon lime mango melon peach pear grape tomato potato
        onion carrot bread butter honey sugar candy cake pie pizza burger taco pasta noodle sandwich bacon steak beer
        wine whiskey vodka tequila water milk tea juice cola pepsi
        house home room door window table chair bed kitchen street road city town village country world nation empire
        castle tower bridge school college university church temple heaven hell paradise
        car truck bike train plane jet ship boat ferrari porsche mercedes bmw audi toyota honda yamaha ducati harley
        ford chevy jeep tesla volvo golf tennis rugby hockey cricket boxing karate racing runner skater surfer
        music guitar piano drum rock metal punk jazz hiphop techno disco dance party dream angel heart kiss hug smile
        peace hope faith grace glory spirit soul blood bone skull death life time day night morning evening weekend
        today tomorrow yesterday birthday christmas easter halloween holiday vacation
        game gaming play xbox nintendo playstation sega mario zelda luigi sonic pikachu fortnite roblox halo tetris
        marvel avenger ironman hulk thor joker robin wonder captain potter harry gandalf frodo hobbit vader yoda jedi
        simpson homer bart turtle mickey donald goofy garfield snoopy scooby doo barbie elmo
        mike john james david richard william joseph charles chris christopher anthony mark paul steven kevin brian
        george edward jason jeff ryan jacob gary nick eric jon larry justin scott brandon ben frank greg sam ray pat
        alex jack dennis jerry tyler aaron jose adam henry nathan peter kyle max oliver lucas leo felix oscar
        mary patricia linda barbara susan sarah karen lisa nancy betty helen sandra donna carol ruth sharon laura kim
        emily anna anne kate katie rachel maria heather diane julie emma olivia sophie sophia isabella mia lily ella
        lauren rebecca hannah megan samantha alice lucy molly maggie bella buddy rocky duke toby
        berlin london paris madrid rome vienna moscow tokyo boston chicago dallas texas florida california york vegas
        america england france germany spain italy canada brazil mexico china japan india russia ireland scotland
        real madrid united city juventus bayern milan lakers bulls celtics giants steelers packers raiders redsox
        email mail phone mobile laptop desktop keyboard screen network server router wifi internet web site page online
        file folder document report project team work worker job bank account pay card visa crypto bitcoin dollar euro
        code coder hack hacker python java ruby swift script data base key lock door safe guard police army navy force
        power energy control remote access point line code number word letter sign user name my your our the this that
        is are not no yes please thank thanks sorry forget remember again never always
        """
}
