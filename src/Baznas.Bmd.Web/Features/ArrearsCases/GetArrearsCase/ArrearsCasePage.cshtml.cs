using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Graces.GrantGrace;
using Baznas.Bmd.Web.Features.Reschedules.RequestReschedule;
using Baznas.Bmd.Web.Features.WriteOffs.RequestWriteOff;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.ArrearsCases.GetArrearsCase;

/// <summary>The case of a late loan: how it stands, what can be noted of it, and what was done.</summary>
public sealed class ArrearsCasePage : BmdPage
{
    /// <summary>The case.</summary>
    public ArrearsCaseView Case { get; private set; } = null!;

    /// <summary>Who wrote the steps down.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>Whether the loan is late on the books, so that promises and causes can be noted.</summary>
    public bool IsLate => Case.State is not (ArrearsState.Settled or ArrearsState.WrittenOff);

    /// <summary>What eases a debt that somebody can't pay, as far as whoever looks may ask for it.</summary>
    public IEnumerable<(string Path, string Text)> Reliefs =>
        new (bool May, string Path, string Text)[]
        {
            (May<GrantGrace>(), "grace", "loan.do.grace"),
            (May<RequestReschedule>(), "reschedule", "loan.do.reschedule"),
            (May<RequestWriteOff>(), "write-off", "loan.do.write-off"),
        }
            .Where(relief => relief.May)
            .Select(relief => ($"/loans/{Case.LoanId}/{relief.Path}", relief.Text));

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        Case = await Ask(new GetArrearsCase { LoanId = id });
        People = await Ask(new NamePeople { Ids = [.. Case.Steps.Select(step => step.RecordedBy).Distinct()] });
    }
}
