using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.BorrowerAccess.GivePin;
using Baznas.Bmd.Web.Features.Borrowers.GetBorrower;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.ListLoans;

namespace Baznas.Bmd.Web.Features.Demo.Telling;

/// <summary>Borrowers of the demonstration, in different straits, as whom everybody may look at their loans.</summary>
internal static class DemoGuests
{
    // So many of a list are looked at to find one that fits.
    private const int Looked = 30;

    private static readonly (LoanStatus Status, bool? IsLate, string Text)[] Wanted =
    [
        (LoanStatus.Active, false, "demo.guest.running"),
        (LoanStatus.Active, true, "demo.guest.late"),
        (LoanStatus.WrittenOff, null, "demo.guest.written_off"),
    ];

    /// <summary>Gives one of each kind a PIN.</summary>
    public static async Task<IReadOnlyList<DemoGuest>> Invite(DemoDesk desk)
    {
        var guests = new List<DemoGuest>();
        foreach (var (status, isLate, text) in Wanted)
        {
            if (await Find(desk, status, isLate) is not { } borrowerId)
            {
                continue;
            }

            var given = await desk.Send(DemoUsers.Officers[0], new GivePin(borrowerId));
            guests.Add(
                new DemoGuest
                {
                    Name = (await desk.Ask(DemoUsers.Officers[0], new GetBorrower(borrowerId))).FullName,
                    Text = text,
                    Phone = given.Phone,
                    Pin = given.Pin,
                }
            );
        }

        return guests;
    }

    private static async Task<string?> Find(DemoDesk desk, LoanStatus status, bool? isLate)
    {
        var officer = DemoUsers.Officers[0];
        foreach (var item in (await desk.Ask(officer, new ListLoans { Status = status, Limit = Looked })).Items)
        {
            var loan = await desk.Ask(officer, new GetLoan { Id = item.Id });
            var borrower = await desk.Ask(officer, new GetBorrower(item.BorrowerId));
            if (borrower.Phone is not null && (isLate is null || isLate == loan.DaysPastDue > 0))
            {
                return item.BorrowerId;
            }
        }

        return null;
    }
}
