using Baznas.Bmd.Domain.Loans;

namespace Baznas.Bmd.Web.Features.Impact;

/// <summary>Refusals about surveys of impact and what they are held against.</summary>
public static class ImpactErrors
{
    /// <summary>The borrower has no such application.</summary>
    public static readonly Error ApplicationNotFound = Error.NotFound("application.not_found") with
    {
        Field = "applicationId",
    };

    /// <summary>The borrower has no such loan.</summary>
    public static readonly Error LoanNotFound = Error.NotFound("loan.not_found") with { Field = "loanId" };

    /// <summary>No row of had kifayah begins on that day.</summary>
    public static readonly Error HadKifayahNotFound = Error.NotFound("had_kifayah.not_found") with { Field = "from" };

    /// <summary>The loan has not been paid out.</summary>
    public static readonly Error LoanNotPaidOut = Error.Conflict("impact.loan_not_paid_out") with { Field = "loanId" };

    /// <summary>A loan that still runs has no survey at its end.</summary>
    public static Error LoanNotEnded(LoanStatus status) =>
        Error.Conflict("impact.loan_not_ended", EnumText.Of(status)) with
        {
            Field = "loanId",
        };
}
