using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.ChangeAccounts;

/// <summary>Gives accounts of an office other numbers and names, from a day on.</summary>
/// <remarks>Accounts that are not named keep theirs. What was posted stays as it is, and so do kept reports.</remarks>
[Allowed(Role.Admin, Role.Cashier)]
public sealed record ChangeAccounts : ICommand<ChartView>, IConditional, IApiEndpoint
{
    /// <summary>The audit event of a change.</summary>
    public const string Action = "office.accounts_changed";

    /// <summary>The office; the caller's own when left out.</summary>
    public string? OfficeId { get; init; }

    /// <summary>From when on; today when left out.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The accounts with their numbers and names.</summary>
    public required IReadOnlyList<AccountNaming> Accounts { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId ?? "");

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetAccounts.GetAccounts(OfficeId, null), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChangeAccounts, ChartView>(
            "/accounts",
            (ChangeAccounts body, CallContext context) =>
                body with
                {
                    OfficeId = body.OfficeId ?? context.Caller?.OfficeId,
                }
        );
}

/// <summary>What an office calls an account.</summary>
public sealed record AccountNaming
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>Its number: digits, dots and dashes.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }
}

/// <summary>What the fields may hold.</summary>
public sealed class ChangeAccountsValidator : AbstractValidator<ChangeAccounts>
{
    private const int MostAccounts = 100;

    private const int LongestName = 100;

    /// <summary>The rules.</summary>
    public ChangeAccountsValidator()
    {
        RuleFor(c => c.ValidFrom).Date();
        RuleFor(c => c.Accounts).List(1, MostAccounts);
        RuleFor(c => c.Accounts)
            .Must(accounts => accounts.Select(account => account.Account).Distinct().Count() == accounts.Count)
            .WithMessage(_ => Messages.Text("field.account_twice"));
        RuleForEach(c => c.Accounts)
            .ChildRules(account =>
            {
                account
                    .RuleFor(a => a.Code)
                    .Must(AccountNumber.IsPossible)
                    .WithMessage(_ => Messages.Format("field.account_number", [AccountNumber.Longest]));
                account.RuleFor(a => a.Name).Text(LongestName);
            });
    }
}

/// <summary>Stores the next version of the chart.</summary>
public sealed class ChangeAccountsHandler(ChartBook charts, VersionDates dates, Work work)
    : IRequestHandler<ChangeAccounts, Result<ChartView>>
{
    /// <inheritdoc/>
    public async Task<Result<ChartView>> Handle(ChangeAccounts request, CancellationToken cancellationToken)
    {
        var before = await charts.Of(work.Office.Id, null, cancellationToken);
        var validFrom = await dates.Of(request.ValidFrom, before.ValidFrom, cancellationToken);
        if (validFrom.IsRefused(out var error))
        {
            return error;
        }

        var named = request.Accounts.ToDictionary(account => account.Account);
        var after = before with
        {
            Version = before.Version + 1,
            ValidFrom = validFrom.Value,
            Accounts =
            [
                .. before
                    .Accounts.Select(account =>
                        named.GetValueOrDefault(account.Account) is { } naming
                            ? account with
                            {
                                Code = naming.Code,
                                Name = naming.Name.Trim(),
                            }
                            : account
                    )
                    .OrderBy(account => account.Code, StringComparer.Ordinal),
            ],
        };
        if (NumberTwice(after, request) is { } taken)
        {
            return taken;
        }

        if (after.Accounts.SequenceEqual(before.Accounts))
        {
            work.NothingChanged = true;
            return before;
        }

        await charts.Add(after, work, cancellationToken);
        work.Audit(ChangeAccounts.Action, work.Office.Id, before, after);
        return after;
    }

    // Said at the first account of the request that has a number which another has too.
    private static Error? NumberTwice(ChartView chart, ChangeAccounts request)
    {
        var twice = chart.Accounts.GroupBy(account => account.Code).Where(same => same.Count() > 1);
        return twice.FirstOrDefault() is { } numbers
            ? StatementErrors.NumberTaken(numbers.Key) with
            {
                Field = $"accounts[{request.Accounts.ToList().FindLastIndex(each => each.Code == numbers.Key)}].code",
            }
            : null;
    }
}
