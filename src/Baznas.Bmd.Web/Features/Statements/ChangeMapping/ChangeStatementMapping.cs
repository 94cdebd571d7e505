using System.Globalization;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.ChangeMapping;

/// <summary>Replaces an office's mapping of its ledger to its statements, from a day on.</summary>
/// <remarks>Statements about earlier days keep theirs. Whatever can be booked must stand on one line of each statement.</remarks>
[Allowed(Role.Admin, Role.Cashier)]
public sealed record ChangeStatementMapping : ICommand<MappingView>, IConditional, IApiEndpoint
{
    /// <summary>The audit event of a change.</summary>
    public const string Action = "office.statement_mapping_changed";

    /// <summary>The office; the caller's own when left out.</summary>
    public string? OfficeId { get; init; }

    /// <summary>From when on; today when left out.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The groups, in the order in which they are shown.</summary>
    public required IReadOnlyList<NewGroup> Groups { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<NewLine> Lines { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId ?? "");

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetMapping.GetStatementMapping(OfficeId, null), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<ChangeStatementMapping, MappingView>(
            "/statement-mapping",
            (ChangeStatementMapping body, CallContext context) =>
                body with
                {
                    OfficeId = body.OfficeId ?? context.Caller?.OfficeId,
                }
        );
}

/// <summary>A group of lines.</summary>
public sealed record NewGroup
{
    /// <summary>The statement it stands in.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>Its mark, unique in the statement.</summary>
    public required string Code { get; init; }

    /// <summary>Its side of the financial position; none in other statements.</summary>
    public StatementSide? Side { get; init; }

    /// <summary>What it is called in Bahasa Indonesia.</summary>
    public required string Caption { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string CaptionEn { get; init; }

    /// <summary>As the domain has it.</summary>
    public StatementGroup ToGroup() =>
        new()
        {
            Statement = Statement,
            Code = Code,
            Side = Side,
            Caption = Caption.Trim(),
            CaptionEn = CaptionEn.Trim(),
        };

    /// <summary>A group as it is now.</summary>
    public static NewGroup Of(StatementGroup group) =>
        new()
        {
            Statement = group.Statement,
            Code = group.Code,
            Side = group.Side,
            Caption = group.Caption,
            CaptionEn = group.CaptionEn,
        };
}

/// <summary>A line of a statement.</summary>
public sealed record NewLine
{
    /// <summary>The statement it stands in.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>The mark of its group.</summary>
    public required string Group { get; init; }

    /// <summary>Its mark, unique in the statement; made of its caption when left out.</summary>
    public string? Code { get; init; }

    /// <summary>Its place among the group's lines.</summary>
    public required int Order { get; init; }

    /// <summary>What it is called in Bahasa Indonesia.</summary>
    public required string Caption { get; init; }

    /// <summary>What it is called in English.</summary>
    public required string CaptionEn { get; init; }

    /// <summary>Whether its figure is shown as it adds up, or without its minus as what is taken off.</summary>
    public LineSign Sign { get; init; } = LineSign.Added;

    /// <summary>The accounts whose postings go there.</summary>
    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>The kinds of funds; none for all.</summary>
    public IReadOnlyList<FundKind> FundKinds { get; init; } = [];

    /// <summary>The events; none for all.</summary>
    public IReadOnlyList<EntryKind> EntryKinds { get; init; } = [];

    /// <summary>As the domain has it.</summary>
    /// <param name="code">Its mark.</param>
    public StatementLine ToLine(string code) =>
        new()
        {
            Statement = Statement,
            Group = Group,
            Code = code,
            Order = Order,
            Caption = Caption.Trim(),
            CaptionEn = CaptionEn.Trim(),
            Sign = Sign,
            Accounts = [.. Accounts.Distinct().Order()],
            FundKinds = [.. FundKinds.Distinct().Order()],
            EntryKinds = [.. EntryKinds.Distinct().Order()],
        };

    /// <summary>A line as it is now.</summary>
    public static NewLine Of(StatementLine line) =>
        new()
        {
            Statement = line.Statement,
            Group = line.Group,
            Code = line.Code,
            Order = line.Order,
            Caption = line.Caption,
            CaptionEn = line.CaptionEn,
            Sign = line.Sign,
            Accounts = line.Accounts,
            FundKinds = line.FundKinds,
            EntryKinds = line.EntryKinds,
        };
}

/// <summary>What the fields may hold.</summary>
public sealed class ChangeStatementMappingValidator : AbstractValidator<ChangeStatementMapping>
{
    private const int MostGroups = 60;

    private const int MostLines = 300;

    private const int MostOrder = 9_999;

    private const int LongestCaption = 120;

    private const string Mark = "^[a-z0-9][a-z0-9-]{0,39}\\z";

    /// <summary>The rules.</summary>
    public ChangeStatementMappingValidator()
    {
        RuleFor(c => c.ValidFrom).Date();
        RuleFor(c => c.Groups).List(1, MostGroups);
        RuleFor(c => c.Lines).List(1, MostLines);
        RuleForEach(c => c.Groups)
            .ChildRules(group =>
            {
                group.RuleFor(g => g.Code).Matches(Mark).WithMessage(_ => Messages.Text("field.line_code"));
                group.RuleFor(g => g.Caption).Text(LongestCaption);
                group.RuleFor(g => g.CaptionEn).Text(LongestCaption);
            });
        RuleForEach(c => c.Lines)
            .ChildRules(line =>
            {
                line.RuleFor(l => l.Code)
                    .Matches(Mark)
                    .When(l => l.Code is not null)
                    .WithMessage(_ => Messages.Text("field.line_code"));
                line.RuleFor(l => l.Order).Between(0, MostOrder);
                line.RuleFor(l => l.Caption).Text(LongestCaption);
                line.RuleFor(l => l.CaptionEn).Text(LongestCaption);
            });
    }
}

/// <summary>Stores the next version of the mapping.</summary>
public sealed class ChangeStatementMappingHandler(MappingBook mappings, VersionDates dates, Work work)
    : IRequestHandler<ChangeStatementMapping, Result<MappingView>>
{
    /// <inheritdoc/>
    public async Task<Result<MappingView>> Handle(ChangeStatementMapping request, CancellationToken cancellationToken)
    {
        var before = await mappings.Of(work.Office.Id, null, cancellationToken);
        var validFrom = await dates.Of(request.ValidFrom, before.ValidFrom, cancellationToken);
        if (validFrom.IsRefused(out var error))
        {
            return error;
        }

        var mapping = StatementMapping.Create(
            [.. request.Groups.Select(group => group.ToGroup())],
            LineMarks.Give(request.Lines)
        );
        if (mapping.IsRefused(out var refused))
        {
            return refused;
        }

        var after = MappingView.Of(work.Office.Id, before.Version + 1, validFrom.Value, mapping.Value);
        if (Json.Write(after with { Version = before.Version, ValidFrom = before.ValidFrom }) == Json.Write(before))
        {
            work.NothingChanged = true;
            return before;
        }

        await mappings.Add(after, work, cancellationToken);
        work.Audit(ChangeStatementMapping.Action, work.Office.Id, before, after);
        return after;
    }
}

/// <summary>Gives lines that have none a mark, made of their captions.</summary>
internal static class LineMarks
{
    private const int Longest = 30;

    public static IReadOnlyList<StatementLine> Give(IReadOnlyList<NewLine> lines)
    {
        var taken = lines.Where(line => line.Code is not null).Select(line => (line.Statement, line.Code!)).ToHashSet();
        return [.. lines.Select(line => line.ToLine(line.Code ?? Free(line, taken)))];
    }

    private static string Free(NewLine line, HashSet<(StatementKind, string)> taken)
    {
        var mark = MarkOf(line.Caption);
        for (var no = 1; ; no++)
        {
            var code = no == 1 ? mark : string.Create(CultureInfo.InvariantCulture, $"{mark}-{no}");
            if (taken.Add((line.Statement, code)))
            {
                return code;
            }
        }
    }

    private static string MarkOf(string caption)
    {
        var words = string.Concat(caption.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        var mark = string.Join('-', words);
        return mark.Length switch
        {
            0 => "baris",
            > Longest => mark[..Longest].TrimEnd('-'),
            _ => mark,
        };
    }
}
