using System.Globalization;
using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>Makes up people of Kota Mojokerto: names, homes and businesses that are likely there and belong to nobody.</summary>
/// <param name="random">Where chance comes from.</param>
internal sealed class DemoPeople(Random random)
{
    // No district 35.76.99 exists, so no real person has such a NIK; no operator gives out numbers in 0810.
    private const string NoDistrict = "357699";
    private const string NoOperator = "08100000";

    private static readonly string[] WomenNames =
    [
        "Siti",
        "Sri",
        "Nur",
        "Dewi",
        "Endang",
        "Sulastri",
        "Wahyuni",
        "Kartini",
        "Rukmini",
        "Sumiati",
        "Lilik",
        "Ninik",
        "Tutik",
        "Yuliati",
        "Indah",
        "Fitri",
        "Ratna",
        "Mujiati",
        "Suparmi",
        "Khusnul",
        "Umi",
        "Laila",
        "Anik",
        "Winarti",
    ];

    private static readonly string[] WomenSecondNames =
    [
        "Aminah",
        "Rahayu",
        "Hidayati",
        "Lestari",
        "Handayani",
        "Khotimah",
        "Astutik",
        "Mardiyah",
        "Puspitasari",
        "Ningsih",
        "Wulandari",
        "Maimunah",
        "Susanti",
        "Fatimah",
        "Kusumawati",
        "Romlah",
        "Utami",
        "Setyowati",
    ];

    private static readonly string[] MenNames =
    [
        "Agus",
        "Slamet",
        "Bambang",
        "Joko",
        "Sutrisno",
        "Mulyono",
        "Ahmad",
        "Imam",
        "Heri",
        "Suwarno",
        "Eko",
        "Kasiman",
        "Supriyadi",
        "Yusuf",
        "Hadi",
        "Wawan",
        "Samsul",
        "Rudi",
        "Didik",
        "Taufik",
    ];

    private static readonly string[] MenSecondNames =
    [
        "Santoso",
        "Wahyudi",
        "Prasetyo",
        "Hariyanto",
        "Susilo",
        "Arifin",
        "Setiawan",
        "Rohman",
        "Kurniawan",
        "Hidayat",
        "Purnomo",
        "Utomo",
        "Fauzi",
        "Widodo",
        "Efendi",
        "Maulana",
    ];

    private static readonly string[] Villages =
    [
        "35.76.01.1003",
        "35.76.01.1004",
        "35.76.01.1005",
        "35.76.01.1006",
        "35.76.01.1007",
        "35.76.01.1008",
        "35.76.02.1001",
        "35.76.02.1003",
        "35.76.02.1004",
        "35.76.02.1008",
        "35.76.02.1009",
        "35.76.02.1010",
        "35.76.03.1001",
        "35.76.03.1002",
        "35.76.03.1003",
        "35.76.03.1004",
        "35.76.03.1005",
        "35.76.03.1006",
    ];

    private static readonly string[] Streets =
    [
        "Mawar",
        "Melati",
        "Kenanga",
        "Cempaka",
        "Anggrek",
        "Dahlia",
        "Flamboyan",
        "Teratai",
        "Kamboja",
        "Bougenville",
    ];

    private static readonly Trade[] Trades =
    [
        new("Onde-onde {0}", "kuliner", "Bahan baku onde-onde: kacang hijau, wijen, dan minyak"),
        new("Warung Nasi Pecel {0}", "kuliner", "Bahan masakan dan etalase warung pecel"),
        new("Gorengan {0}", "kuliner", "Gerobak dan wajan untuk gorengan"),
        new("Kue Basah {0}", "kuliner", "Oven dan loyang kue basah"),
        new("Es Dawet {0}", "kuliner", "Termos es dan gerobak dawet"),
        new("Keripik {0}", "kuliner", "Mesin perajang dan kemasan keripik"),
        new("Toko Kelontong {0}", "perdagangan", "Menambah barang dagangan kelontong"),
        new("Sayur Keliling {0}", "perdagangan", "Modal belanja sayur harian"),
        new("Pakaian Anak {0}", "perdagangan", "Stok pakaian anak menjelang hari raya"),
        new("Pracangan {0}", "perdagangan", "Stok beras, gula, dan minyak goreng"),
        new("Jahit {0}", "jasa", "Mesin obras dan kain"),
        new("Cuci Setrika {0}", "jasa", "Mesin cuci kedua"),
        new("Tambal Ban {0}", "jasa", "Kompresor dan ban dalam"),
        new("Pangkas Rambut {0}", "jasa", "Kursi dan alat cukur"),
        new("Sepatu {0}", "kerajinan", "Kulit sintetis dan sol untuk pesanan sepatu"),
        new("Batik {0}", "kerajinan", "Kain mori, malam, dan pewarna"),
        new("Sandal {0}", "kerajinan", "Bahan sandal untuk pesanan toko"),
        new("Kerupuk {0}", "industri rumahan", "Tepung tapioka dan alat cetak kerupuk"),
        new("Lele {0}", "perikanan", "Bibit dan pakan lele"),
        new("Tanaman Hias {0}", "pertanian", "Pot, media tanam, dan bibit"),
    ];

    private readonly HashSet<string> _names = [];
    private int _serial;

    /// <summary>A new person, registered on a day.</summary>
    /// <param name="registeredOn">The day; the person is 20 to 62 years old.</param>
    /// <param name="village">Where they live, or anywhere in town.</param>
    public PlannedPerson New(DateOnly registeredOn, string? village)
    {
        var sex = random.NextDouble() < 0.72 ? Sex.F : Sex.M;
        var birthDate = registeredOn.AddDays(-random.Next(20 * 365, 62 * 365));
        var name = Name(sex);
        var trade = Pick(Trades);
        var turnover = random.Next(12, 90) * 100_000;
        _serial++;
        return new PlannedPerson
        {
            Nik = Nik(sex, birthDate),
            FullName = name,
            Sex = sex,
            BirthDate = birthDate,
            Phone = random.NextDouble() < 0.92 ? $"{NoOperator}{_serial:D4}" : null,
            VillageCode = village ?? NextVillage(),
            Address = $"Jl. {Pick(Streets)} {random.Next(1, 60)} RT {random.Next(1, 8):D2} RW {random.Next(1, 6):D2}",
            Asnaf = AsnafOf(random.NextDouble()),
            MonthlyIncome = new Rupiah(turnover * 2 / 5),
            HouseholdSize = random.Next(2, 7),
            Business = new BusinessDetails
            {
                Name = string.Format(CultureInfo.InvariantCulture, trade.Name, CallName(name, sex)),
                Sector = trade.Sector,
                StartedOn = registeredOn.AddDays(-random.Next(200, 3500)),
                MonthlyTurnover = new Rupiah(turnover),
            },
            WantsReminders = random.NextDouble() < 0.8,
            Purpose = trade.Purpose,
        };
    }

    /// <summary>A village of the town.</summary>
    public string NextVillage() => Pick(Villages);

    private static string CallName(string name, Sex sex) => (sex == Sex.F ? "Bu " : "Pak ") + name.Split(' ')[0];

    private static Asnaf? AsnafOf(double chance) =>
        chance switch
        {
            < 0.12 => Asnaf.Fakir,
            < 0.72 => Asnaf.Miskin,
            < 0.80 => Asnaf.Gharimin,
            < 0.83 => Asnaf.Mualaf,
            < 0.88 => Asnaf.Fisabilillah,
            _ => null,
        };

    private string Name(Sex sex)
    {
        while (true)
        {
            var name =
                sex == Sex.F
                    ? $"{Pick(WomenNames)} {Pick(WomenSecondNames)}"
                    : $"{Pick(MenNames)} {Pick(MenSecondNames)}";
            if (_names.Add(name))
            {
                return name;
            }
        }
    }

    // Day, month and year of birth, with 40 added to a woman's day; then a number that counts up.
    private string Nik(Sex sex, DateOnly birth) =>
        $"{NoDistrict}{birth.Day + (sex == Sex.F ? 40 : 0):D2}{birth.Month:D2}{birth.Year % 100:D2}{_serial:D4}";

    private T Pick<T>(T[] all) => all[random.Next(all.Length)];

    private readonly record struct Trade(string Name, string Sector, string Purpose);
}
