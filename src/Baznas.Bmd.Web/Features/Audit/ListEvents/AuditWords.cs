using System.Globalization;
using System.Text.Json;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.ListEvents;

/// <summary>One field that an event set or changed.</summary>
/// <param name="Field">Its name, as people read it.</param>
/// <param name="Before">What it held; null when there was nothing.</param>
/// <param name="After">What it holds; null when it is gone.</param>
public sealed record AuditChange(string Field, AuditValue? Before, AuditValue? After);

/// <summary>What a field holds.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Link">The page of what it names.</param>
public sealed record AuditValue(string Text, string? Link);

/// <summary>The audit trail in plain words: what happened to what, and field by field what it changed.</summary>
public static class AuditWords
{
    /// <summary>Who did it: a user by the name they sign in with; what runs by itself says so.</summary>
    public static string Who(AuditUser user) =>
        user.Id == Caller.Service.UserId ? PageText.T("audit.service") : user.UserName;

    /// <summary>Where it came from: by which door, and from which address.</summary>
    public static string From(AuditEventView audited)
    {
        var door = PageText.Word(EnumText.Parse<Edge>(audited.Edge!));
        return audited.Address is null ? door : $"{door} · {audited.Address}";
    }

    private const string ActionTexts = "audit.action.";

    private const string Reversed = ".reversed";

    private static readonly string EntryActions = JournalEvidence.SubjectKind + ".";

    /// <summary>The fields that hold whole rupiah.</summary>
    private static readonly HashSet<string> Amounts =
    [
        "amount",
        "principal",
        "total",
        "booked",
        "counted",
        "repaidBefore",
        "minPrincipal",
        "maxPrincipal",
        "approvalLimit",
        "upTo",
        "perPerson",
    ];

    /// <summary>The fields by which people know a thing, best first.</summary>
    private static readonly string[] Names =
    [
        "number",
        "loanNumber",
        "fullName",
        "borrowerName",
        "userName",
        "name",
        "code",
        "period",
    ];

    private static readonly Dictionary<string, string> Pages = new()
    {
        ["loan"] = "/loans/",
        ["application"] = "/applications/",
        ["borrower"] = "/borrowers/",
        ["group"] = "/groups/",
        ["fund"] = "/funds/",
        ["reschedule"] = "/reschedules/",
        ["writeOff"] = "/write-offs/",
        ["message"] = "/messages/",
        ["entry"] = "/transactions/",
        ["keptPack"] = "/reports/packs/",
        ["reportSchedule"] = "/reports/schedules/",
        [JournalEvidence.SubjectKind] = "/transactions/",
    };

    /// <summary>Every action that has words of its own, to choose from.</summary>
    public static IReadOnlyList<Choice> Actions() =>
        [
            .. PageText
                .Resources.GetResourceSet(CultureInfo.CurrentUICulture, createIfNotExists: true, tryParents: true)!
                .Cast<System.Collections.DictionaryEntry>()
                .Select(text => (string)text.Key)
                .Where(key => key.StartsWith(ActionTexts, StringComparison.Ordinal))
                .Select(key => key[ActionTexts.Length..])
                .Concat(Enum.GetValues<EntryKind>().SelectMany(EntryActionsOf))
                .Select(action => new Choice(action, Action(action)))
                .OrderBy(choice => choice.Text, StringComparer.CurrentCulture),
        ];

    /// <summary>What happened.</summary>
    public static string Action(string action)
    {
        if (PageText.Find(ActionTexts + action) is { } text)
        {
            return text;
        }

        if (!action.StartsWith(EntryActions, StringComparison.Ordinal))
        {
            return action;
        }

        var isReversal = action.EndsWith(Reversed, StringComparison.Ordinal);
        var kind = EnumText.Parse<EntryKind>(action[EntryActions.Length..^(isReversal ? Reversed.Length : 0)]);
        return PageText.T(isReversal ? "audit.entry_reversed" : "audit.entry_booked", PageText.Word(kind));
    }

    /// <summary>What it happened to.</summary>
    public static AuditValue Subject(AuditEventView audited)
    {
        var kind = PageText.Find($"audit.subject.{audited.Subject.Kind}") ?? audited.Subject.Kind;
        var name = NameIn(audited.After) ?? NameIn(audited.Before);
        var page = Pages.GetValueOrDefault(audited.Subject.Kind);
        return new AuditValue(name is null ? kind : $"{kind} {name}", page is null ? null : page + audited.Subject.Id);
    }

    /// <summary>What was set or changed, in the order in which it is kept; what stayed is left out.</summary>
    public static IReadOnlyList<AuditChange> Changes(AuditEventView audited)
    {
        var before = Fields(audited.Before);
        var after = Fields(audited.After);
        return
        [
            .. before
                .Keys.Union(after.Keys)
                .Select(path =>
                    (Path: path, Before: before.GetValueOrDefault(path), After: after.GetValueOrDefault(path))
                )
                .Where(field => field.Before != field.After)
                .Select(field => new AuditChange(FieldName(field.Path), field.Before, field.After)),
        ];
    }

    private static IEnumerable<string> EntryActionsOf(EntryKind kind) =>
        [EntryActions + EnumText.Of(kind), EntryActions + EnumText.Of(kind) + Reversed];

    private static string? NameIn(JsonElement? content)
    {
        if (content is not { ValueKind: JsonValueKind.Object } thing)
        {
            return null;
        }

        // What an event of an entry keeps of it stands in a part of its own.
        if (thing.TryGetProperty("entry", out var entry) && NameIn(entry) is { } inner)
        {
            return inner;
        }

        return Names
            .Select(name =>
                thing.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null
            )
            .FirstOrDefault(name => name is not null);
    }

    private static Dictionary<string, AuditValue> Fields(JsonElement? content)
    {
        var fields = new Dictionary<string, AuditValue>();
        if (content is { } there)
        {
            Collect(there, "", fields);
        }

        return fields;
    }

    private static void Collect(JsonElement element, string path, Dictionary<string, AuditValue> into)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", into);
                }

                break;
            case JsonValueKind.Array:
                var no = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, $"{path} {(++no).ToString(CultureInfo.InvariantCulture)}".Trim(), into);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                into[path] = Value(element, path[(path.LastIndexOf('.') + 1)..]);
                break;
        }
    }

    private static AuditValue Value(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            var isAmount = Amounts.Contains(name) && element.TryGetInt64(out _);
            return new AuditValue(
                isAmount ? PageText.Money(new Rupiah(element.GetInt64())) : element.GetRawText(),
                null
            );
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return new AuditValue(PageText.T(element.GetBoolean() ? "audit.yes" : "audit.no"), null);
        }

        var text = element.GetString()!;
        if (name.EndsWith("Id", StringComparison.Ordinal) && Pages.TryGetValue(name[..^2], out var page))
        {
            return new AuditValue(text, page + text);
        }

        return new AuditValue(Text(text), null);
    }

    private static string Text(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? PageText.Date(date)
        : text.Length > 18
        && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? PageText.Instant(instant)
        : text;

    // business.name, postings 1.account: each part by its words if it has any.
    private static string FieldName(string path) =>
        string.Join(
            " · ",
            path.Split('.')
                .Select(part =>
                {
                    var words = part.Split(' ');
                    var name = PageText.Find($"audit.field.{words[0]}") ?? words[0];
                    return string.Join(' ', words.Skip(1).Prepend(name));
                })
        );
}
