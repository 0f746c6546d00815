"""The words that made-up names and places are put together from, as text to be split."""

# Family names are household things and pieces of furniture, each origin in a language of its own.
ENGLISH_THINGS = """
Almanac Anvil Armchair Bannister Barometer Basket Bellows Bobbin Bookcase Bracket Broomstick Bucket Cabinet
Candlestick Casserole Chimney Clipboard Clothespeg Colander Corkscrew Cornice Crumpet Cupboard Cushion Decanter
Doorknob Doormat Drainpipe Drawstring Dustpan Eiderdown Envelope Fireguard Flagpole Footstool Foxglove Frypan
Gatepost Gravyboat Hacksaw Hammock Handrail Hatstand Hearthrug Hinge Hourglass Inkwell Jampot Jigsaw Kettle Keyhole
Ladle Lampshade Lantern Larder Letterbox Loom Mantelpiece Marmalade Matchstick Mattress Milkjug Mousetrap Napkin
Needle Notebook Oilcan Ottoman Paintbox Pantry Paperclip Parasol Pebbledash Pegboard Pencil Pepperpot Pincushion
Pitchfork Plumbline Postcard Quilt Rafter Ribbon Ruler Saltcellar Saucepan Scissors Shoehorn Shutter Sideboard
Skylight Slipper Spindle Spoon Stapler Stepladder Stopwatch Suitcase Sundial Tablecloth Tankard Teacup Teapot
Thimble Toastrack Toolbox Treacle Trellis Trivet Trowel Tumbler Turnstile Umbrella Varnish Velvet Wardrobe Washboard
Weathervane Wheelbarrow Whisk Windowsill Workbench Yardstick
"""
ENGLISH_MEN = """
Adrian Alan Andrew Barry Brian Callum Carl Christopher Craig Daniel Darren David Dean Derek Dominic Edward Frank
Gareth Gary Geoffrey George Graham Harold Ian Jack James Jason Jeremy John Jonathan Joseph Keith Kenneth Kevin Lee
Leslie Liam Luke Malcolm Mark Martin Matthew Michael Nathan Neil Nicholas Nigel Norman Oliver Patrick Paul Peter
Philip Raymond Richard Robert Roger Ronald Ross Roy Russell Ryan Samuel Scott Sean Simon Stephen Stuart Terence
Thomas Timothy Tony Trevor Victor Wayne William
"""
ENGLISH_WOMEN = """
Alison Amanda Angela Barbara Carol Christine Claire Deborah Elaine Gillian Helen Jane Joanne Karen Linda Lorraine
Maureen Michelle Nicola Pamela Sandra Sarah Sharon Susan Tracey Wendy
"""
THINGS = {
    "english": ENGLISH_THINGS,
    "welsh": "Cadair Cwpwrdd Drws Ffenestr Gobennydd Llestr Llwy Lloriau Simnai Tebot Wal Ysgubell",
    "irish": "Bóthar Cathaoir Citeal Cófra Doras Fuinneog Leabhar Leaba Scáthán Spúnóg Tábla Urlár",
    "polish": "Czajnik Garnek Krzesło Łyżka Obraz Okno Poduszka Parasol Stół Szafa Widelec Żyrandol",
    "romanian": "Cană Covor Dulap Fereastră Farfurie Lingură Masă Oglindă Pernă Scaun Ușă Veioză",
    "lithuanian": "Durys Kėdė Knyga Langas Lova Puodas Sienelė Spinta Stalas Šaukštas Šluota Veidrodis",
    "punjabi": "Almari Batti Bhanda Buha Chamcha Darwaza Diva Gilaas Karahi Kursi Manja Palang",
    "urdu": "Aaina Chabi Chaadar Chiragh Dariche Gulistan Kitaab Mez Piala Qalam Sanduq Takhti",
    "bengali": "Alna Chabi Chashma Dorja Hatpakha Janala Kolom Lanthan Moshari Pati Thala Tebil",
    "yoruba": "Aago Àga Apótí Ilẹ̀kùn Ìwé Ìkòkò Igbálẹ̀ Ṣíbí Fèrèsé Fìtílà Tábìlì Àwo",
    "somali": "Albaab Buug Daaqad Dheri Fandhaal Furaash Kursi Miis Qalin Sariir Shamac Qaaddo",
    "arabic": "Fanous Kursi Kutub Maktaba Miftah Mirwaha Sabbura Sanduk Shubbak Sijjada Tawila Wisada",
    "turkish": "Ayna Çaydanlık Dolap Halı Kapı Kaşık Lamba Pencere Sandalye Süpürge Tabak Yastık",
    "portuguese": "Almofada Armário Cadeira Candeeiro Colher Espelho Gaveta Janela Panela Tapete Tesoura Vassoura",
    "vietnamese": "Bàn Bát Chăn Chiếu Cửa Đèn Ghế Gối Gương Kéo Muỗng Tủ",
    "caribbean": "Breadbasket Coalpot Dutchpot Hammock Jalousie Kerosene Lampwick Mortar Pestle Rocker Veranda Washtub",
}
# Given names of men and of women.
GIVEN = {
    "english": (ENGLISH_MEN, ENGLISH_WOMEN),
    "welsh": (
        "Aled Alun Dafydd Dylan Emyr Gethin Gwyn Hywel Ieuan Owain Rhodri Rhys",
        "Bethan Carys Delyth Eirlys Nia Siân",
    ),
    "irish": (
        "Brendan Ciarán Conor Declan Eamonn Fergal Niall Oisín Padraig Seán Séamus",
        "Aoife Bríd Niamh Orla Siobhán",
    ),
    "polish": (
        "Andrzej Krzysztof Łukasz Marek Michał Paweł Piotr Rafał Tomasz Wojciech Zbigniew",
        "Agnieszka Ewa Małgorzata",
    ),
    "romanian": (
        "Alexandru Andrei Bogdan Cătălin Dumitru Gheorghe Ionuț Mihai Răzvan Ștefan Vasile",
        "Elena Ioana Mihaela",
    ),
    "lithuanian": (
        "Arūnas Darius Giedrius Jonas Kęstutis Mindaugas Rimas Tomas Vytautas",
        "Daiva Jurgita Rasa",
    ),
    "punjabi": (
        "Amarjit Baljit Gurpreet Harjinder Jaswinder Kulwinder Manjit Parminder Sukhdev",
        "Harpreet Kuldip Simran",
    ),
    "urdu": (
        "Asif Bilal Faisal Imran Kashif Nadeem Qasim Rashid Shahid Tariq Usman Waqas Yasir",
        "Ayesha Rukhsana Saima",
    ),
    "bengali": (
        "Abdul Faruk Harun Jahangir Kamal Masud Rafiq Shafiq Zahir",
        "Nasima Rehana Shirin",
    ),
    "yoruba": (
        "Adébáyọ̀ Adékúnlé Babátúndé Fẹ́mi Kọ́lá Olúṣẹ́gun Táíwò Ṣèyí",
        "Fọlákẹ́ Títílayọ̀ Yétúndé",
    ),
    "somali": (
        "Abdirahman Cabdi Faarax Guuleed Liban Mahad Warsame Yusuf",
        "Hodan Ifrah Sahra",
    ),
    "arabic": (
        "Ahmad Bassam Faris Hassan Jamal Karim Mahmoud Nabil Omar Samir Tarek Ziad",
        "Amal Hanan Layla",
    ),
    "turkish": (
        "Ahmet Burak Emre Hakan Kemal Mehmet Murat Okan Serkan Tolga",
        "Ayşe Elif Zeynep",
    ),
    "portuguese": (
        "António Bruno Carlos Duarte Fernando João Luís Nuno Paulo Rui Tiago",
        "Fátima Inês Teresa",
    ),
    "vietnamese": (
        "Bảo Dũng Hải Hùng Khôi Minh Quân Sơn Tuấn",
        "Hương Lan Thảo",
    ),
    "caribbean": (
        "Clive Delroy Desmond Errol Everton Leroy Lloyd Neville Winston",
        "Beverley Marcia Yvonne",
    ),
}
# Of 100 people.
ORIGINS = {
    "english": 66,
    "welsh": 3,
    "irish": 3,
    "polish": 5,
    "romanian": 4,
    "lithuanian": 2,
    "punjabi": 2,
    "urdu": 3,
    "bengali": 2,
    "yoruba": 2,
    "somali": 1,
    "arabic": 1,
    "turkish": 1,
    "portuguese": 1,
    "vietnamese": 1,
    "caribbean": 3,
}
NICKNAMES = """
Badger Biscuit Bungo Chalky Chips Dibs Dusty Fingers Fizz Ginger Jumbo Lofty Mouse Nobby Pickle Pops Rusty Sarge
Shorty Smiler Spanner Specs Sparky Spud Tank Ticker Titch Tomo Whistler
"""
TOWNS = """
Exampleton Sampleford Mockbury Placeholder Dummerleigh Inventham Figment-on-Sea Fictiondale Makebelieve Trialhampton
Testwick Nonesuch Pretendham Imaginary-le-Moor Draftbridge Specimenfield Nowhere-under-Wood Prototown
"""
STREETS = """
Abacus Alphabet Bookend Button Compass Crayon Domino Dormouse Easel Elastic Fiddlestick Gingham Hopscotch Inkwell
Jigsaw Kaleidoscope Lollipop Marble Marzipan Nutmeg Origami Palette Parchment Quill Raspberry Sandcastle Skittle
Teaspoon Thimble Tinsel Tombola Tumbledown Unicorn Waffle Whirligig Yoyo
"""
STREET_KINDS = "Road Street Lane Close Avenue Court Gardens Terrace Drive Way"
