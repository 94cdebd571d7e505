using Baznas.Bmd.Web.Features.Offices;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>
/// National holidays and cuti bersama of 2025 and 2026, as decreed. Other years have no list here: a holiday is data
/// that an office enters when it is decreed, and none is made up.
/// </summary>
public static class DemoHolidays
{
    public static readonly IReadOnlyList<HolidayView> All =
    [
        On(2025, 1, 1, "Tahun Baru Masehi"),
        On(2025, 1, 27, "Isra Mikraj"),
        On(2025, 1, 28, "Cuti bersama Imlek"),
        On(2025, 1, 29, "Tahun Baru Imlek"),
        On(2025, 3, 28, "Cuti bersama Nyepi"),
        On(2025, 3, 29, "Hari Suci Nyepi"),
        On(2025, 3, 31, "Idulfitri"),
        On(2025, 4, 1, "Idulfitri"),
        On(2025, 4, 2, "Cuti bersama Idulfitri"),
        On(2025, 4, 3, "Cuti bersama Idulfitri"),
        On(2025, 4, 4, "Cuti bersama Idulfitri"),
        On(2025, 4, 7, "Cuti bersama Idulfitri"),
        On(2025, 4, 18, "Wafat Yesus Kristus"),
        On(2025, 5, 1, "Hari Buruh"),
        On(2025, 5, 12, "Waisak"),
        On(2025, 5, 13, "Cuti bersama Waisak"),
        On(2025, 5, 29, "Kenaikan Yesus Kristus"),
        On(2025, 5, 30, "Cuti bersama Kenaikan Yesus Kristus"),
        On(2025, 6, 6, "Iduladha"),
        On(2025, 6, 9, "Cuti bersama Iduladha"),
        On(2025, 6, 27, "Tahun Baru Islam"),
        On(2025, 8, 17, "Hari Kemerdekaan"),
        On(2025, 8, 18, "Cuti bersama Hari Kemerdekaan"),
        On(2025, 9, 5, "Maulid Nabi Muhammad"),
        On(2025, 12, 25, "Natal"),
        On(2025, 12, 26, "Cuti bersama Natal"),
        On(2026, 1, 1, "Tahun Baru Masehi"),
        On(2026, 1, 16, "Isra Mikraj"),
        On(2026, 2, 16, "Cuti bersama Imlek"),
        On(2026, 2, 17, "Tahun Baru Imlek"),
        On(2026, 3, 18, "Cuti bersama Nyepi"),
        On(2026, 3, 19, "Hari Suci Nyepi"),
        On(2026, 3, 20, "Cuti bersama Idulfitri"),
        On(2026, 3, 21, "Idulfitri"),
        On(2026, 3, 22, "Idulfitri"),
        On(2026, 3, 23, "Cuti bersama Idulfitri"),
        On(2026, 3, 24, "Cuti bersama Idulfitri"),
        On(2026, 4, 3, "Wafat Yesus Kristus"),
        On(2026, 4, 5, "Paskah"),
        On(2026, 5, 1, "Hari Buruh"),
        On(2026, 5, 14, "Kenaikan Yesus Kristus"),
        On(2026, 5, 15, "Cuti bersama Kenaikan Yesus Kristus"),
        On(2026, 5, 27, "Iduladha"),
        On(2026, 5, 28, "Cuti bersama Iduladha"),
        On(2026, 5, 31, "Waisak"),
        On(2026, 6, 1, "Hari Lahir Pancasila"),
        On(2026, 6, 16, "Tahun Baru Islam"),
        On(2026, 8, 17, "Hari Kemerdekaan"),
        On(2026, 8, 25, "Maulid Nabi Muhammad"),
        On(2026, 12, 24, "Cuti bersama Natal"),
        On(2026, 12, 25, "Natal"),
    ];

    /// <summary>One of them was decreed when the others were long known, and schedules were made without it.</summary>
    public static readonly DateOnly Late = new(2025, 8, 18);

    /// <summary>When the office entered <see cref="Late"/>.</summary>
    public static readonly DateOnly LateKnownOn = new(2025, 8, 8);

    private static HolidayView On(int year, int month, int day, string name) =>
        new() { Date = new DateOnly(year, month, day), Name = name };
}
