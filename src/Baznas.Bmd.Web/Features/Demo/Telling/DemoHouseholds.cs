using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Features.Impact.RecordImpactSurvey;
using Baznas.Bmd.Web.Features.Impact.SetHadKifayah;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>What the story's households answer when they are asked before a loan, and again when it is paid off.</summary>
internal static class DemoHouseholds
{
    // Of this town alone, and invented like its people.
    private static readonly Rupiah PerPerson = new(600_000);

    /// <summary>What the office holds to be enough to live on.</summary>
    public static SetHadKifayah HadKifayah(string officeId, DateOnly from) =>
        new()
        {
            OfficeId = officeId,
            From = from,
            PerPerson = PerPerson,
        };

    public static RecordImpactSurvey Before(PlannedPerson person, string borrowerId, string applicationId) =>
        Answers(person, 100, 0) with
        {
            BorrowerId = borrowerId,
            Occasion = SurveyOccasion.Application,
            ApplicationId = applicationId,
        };

    // Most fare better, some do not.
    public static RecordImpactSurvey After(PlannedPerson person, string borrowerId, string loanId) =>
        Answers(person, 92 + (Trait(person) * 7 % 45), Trait(person) % 3 == 0 ? 1 : 0) with
        {
            BorrowerId = borrowerId,
            Occasion = SurveyOccasion.Closing,
            LoanId = loanId,
        };

    private static RecordImpactSurvey Answers(PlannedPerson person, int percent, int more)
    {
        var income = Round(person.MonthlyIncome.Amount * percent / 100);
        return new RecordImpactSurvey
        {
            Occasion = SurveyOccasion.Application,
            HouseholdSize = person.HouseholdSize,
            MonthlyIncome = income,
            MonthlyTurnover = Round(income.Amount * 5 / 2),
            Assets = Round((person.MonthlyIncome.Amount * (4 + (Trait(person) % 9))) + ((percent - 100) * 20_000L)),
            Employees = Trait(person) % 4 == 0 ? 1 : 0,
            Spiritual = new SpiritualAnswers
            {
                Prayer = Answer(0),
                Fasting = Answer(1),
                Zakat = Answer(2),
                Family = Answer(3),
                Policy = Answer(5),
            },
        };

        // One in seven has little room for it.
        int Answer(int question) =>
            Math.Min(
                SpiritualAnswers.Most,
                (Trait(person) % 7 == 0 ? 2 : 3) + ((Trait(person) + (question * question)) % 3) + more
            );
    }

    private static Rupiah Round(long amount) => new(Math.Max(0, amount / 10_000 * 10_000));

    // What tells one person from another, and is the same whenever the story is told.
    private static int Trait(PlannedPerson person) => person.Nik.Sum(digit => digit - '0');
}
