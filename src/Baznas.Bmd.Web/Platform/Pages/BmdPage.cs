using System.Globalization;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// A page: it asks the queries and sends the commands that the API has, as whoever is signed in, and has no rule of its
/// own. Refusals of a command come back to its form, beside the fields, with all that was typed.
/// </summary>
public abstract class BmdPage : PageModel
{
    /// <summary>The hidden field that makes a form sent twice count once.</summary>
    public const string KeyField = "idempotencyKey";

    /// <summary>The button that says how far the form is.</summary>
    public const string StepField = "step";

    /// <summary>The hidden field that says what the form was filled in from.</summary>
    public const string SeenField = "seen";

    /// <summary>The box of a list's row that leaves the row out: <c>items[0].skip</c>.</summary>
    public const string SkipField = "skip";

    /// <summary>The step in which what was checked is done.</summary>
    public const string Confirm = "confirm";

    /// <summary>The step that goes back to the fields.</summary>
    public const string Edit = "edit";

    /// <summary>The rows of one page of a list.</summary>
    protected const int ListLength = 20;

    private const string NoticeKey = "notice";

    private string? _key;
    private IReadOnlyCollection<string> _rowKeys = [];

    /// <summary>Who is signed in.</summary>
    public Caller Caller => Context.Caller!;

    /// <summary>Whether who is signed in may send requests of a type; what they may not do is not offered.</summary>
    public bool May<TRequest>() => Context.Caller?.MaySend(typeof(TRequest)) == true;

    /// <summary>Whether borrowers see it as well; every other page is the staff's.</summary>
    protected virtual bool IsForBorrowers => false;

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (Context.Caller?.BorrowerId is not null && !IsForBorrowers)
        {
            throw new RefusedException(AccessErrors.Denied);
        }
    }

    /// <summary>Answers with a file, from disk where it lies there.</summary>
    protected IActionResult Sent(IFile file) =>
        file.Stream is { } stream
            ? File(stream, file.ContentType, file.Name)
            : File(file.Content, file.ContentType, file.Name);

    /// <summary>Refuses the page to whoever may not send what it is there for.</summary>
    /// <exception cref="RefusedException">They may not.</exception>
    protected void OnlyFor<TRequest>()
    {
        if (!May<TRequest>())
        {
            throw new RefusedException(AccessErrors.Denied);
        }
    }

    /// <summary>Why the form was refused; null while it was not.</summary>
    public Problem? Refusal { get; private set; }

    /// <summary>What is wrong with which field, by the field's name in the command.</summary>
    public IReadOnlyDictionary<string, string[]> FieldErrors => Refusal?.Errors ?? new Dictionary<string, string[]>();

    /// <summary>What the command would answer, while the person has yet to confirm it.</summary>
    public object? Rehearsed { get; private set; }

    /// <summary>Names this filling-in of the form: it stays the same until the form has done its work.</summary>
    public string Key => _key ??= Sent(KeyField) is { Length: > 0 } key ? key : Guid.NewGuid().ToString("N");

    /// <summary>Whether a list shows everything: its address narrows nothing.</summary>
    public bool IsWholeList => HttpContext.Request.Query.All(asked => string.IsNullOrEmpty(asked.Value));

    /// <summary>A line to be shown once, on the page that follows.</summary>
    public string? Notice => TempData[NoticeKey] as string;

    private CallContext Context => HttpContext.RequestServices.GetRequiredService<CallContext>();

    /// <summary>What was typed into a field of the form that was sent; null when none was.</summary>
    public string? Sent(string field) =>
        HttpContext.Request.HasFormContentType ? HttpContext.Request.Form[field].ToString() : null;

    /// <summary>What a field should show: what was typed, or else what the page proposes.</summary>
    public string? Typed(string field, object? proposed = null) =>
        HttpContext.Request.HasFormContentType && HttpContext.Request.Form.ContainsKey(field)
            ? HttpContext.Request.Form[field].ToString()
            : FieldText.Of(proposed);

    /// <summary>
    /// Has the command that is sent next refused when what the form was filled in from has changed meanwhile: the mark stood
    /// in the form as <see cref="SeenField"/>.
    /// </summary>
    protected void OnlyIfUnchanged() => Context.IfMatch = Sent(SeenField) is { Length: > 0 } seen ? seen : null;

    /// <summary>
    /// Whether what the form was filled in from has changed meanwhile. What was typed belongs to what is no longer there, so
    /// the page is opened anew.
    /// </summary>
    protected bool IsOutdated => Refusal?.Status == StatusCodes.Status412PreconditionFailed;

    /// <summary>The answer to a query.</summary>
    /// <exception cref="RefusedException">The query is refused; the person sees why instead of this page.</exception>
    protected async Task<T> Ask<T>(IQuery<T> query)
        where T : notnull
    {
        var result = await Mediator.Send(query, HttpContext.RequestAborted);
        return result.IsRefused(out var error) ? throw new RefusedException(error) : result.Value;
    }

    /// <summary>The date at an office now, as the office's clocks show it; for all offices, in Jakarta.</summary>
    protected Task<DateOnly> Today(string? officeId = null) =>
        HttpContext
            .RequestServices.GetRequiredService<OfficeDates>()
            .TodayOf(officeId ?? Context.Caller?.OfficeId, HttpContext.RequestAborted);

    /// <summary>The command that the form's fields make; null, with <see cref="Refusal"/> set, when they make none.</summary>
    /// <param name="rowKeys">
    /// Fields of a list's rows that the page fills in itself: a row with nothing else in it is no row.
    /// </param>
    protected TCommand? Read<TCommand>(params string[] rowKeys)
        where TCommand : class
    {
        var read = FormReader.Read<TCommand>(HttpContext.Request.Form, rowKeys);
        if (read.IsRefused(out var error))
        {
            Refuse(error);
            return null;
        }

        _rowKeys = rowKeys;
        return read.Value;
    }

    /// <summary>
    /// Sends a command once, however often the form arrives. False when it was refused: show the page again.
    /// </summary>
    protected async Task<(bool Done, T? Answer)> Send<T>(ICommand<T>? command)
        where T : notnull
    {
        if (command is null)
        {
            return (false, default);
        }

        Context.IdempotencyKey = Key;
        var result = await Mediator.Send(command, HttpContext.RequestAborted);
        if (result.IsRefused(out var error))
        {
            RefuseCommand(error);
            return (false, default);
        }

        return (true, result.Value);
    }

    /// <summary>
    /// Sends a command in two steps: at first it is only rehearsed, and the page shows what it would do
    /// (<see cref="Rehearsed"/>) with the amounts in words; it is done when the person confirms.
    /// </summary>
    protected async Task<(bool Done, T? Answer)> SendConfirmed<T>(ICommand<T>? command)
        where T : notnull
    {
        if (command is null || Sent(StepField) == Edit)
        {
            return (false, default);
        }

        if (Sent(StepField) == Confirm)
        {
            return await Send(command);
        }

        Context.IsRehearsal = true;
        var result = await Mediator.Send(command, HttpContext.RequestAborted);
        Context.IsRehearsal = false;
        if (result.IsRefused(out var error))
        {
            RefuseCommand(error);
        }
        else
        {
            Rehearsed = result.Value;
        }

        return (false, default);
    }

    /// <summary>Shows why the form was refused.</summary>
    protected void Refuse(Error error)
    {
        Refusal = Problems.Of(error, HttpContext);
        HttpContext.Response.StatusCode = Refusal.Status;
    }

    // What is wrong with a row is said beside it, though the command counts only the rows that were filled in.
    private void RefuseCommand(Error error)
    {
        Refuse(error);
        if (Refusal is { Errors: { } errors } && HttpContext.Request.HasFormContentType)
        {
            var form = HttpContext.Request.Form;
            Refusal = Refusal with
            {
                Errors = errors.ToDictionary(
                    pair => FormReader.NameInForm(form, _rowKeys, pair.Key),
                    pair => pair.Value
                ),
            };
        }
    }

    /// <summary>Goes on to a page of this service, after a form has done its work, with a line to show there.</summary>
    /// <param name="path">Where; it begins with a slash.</param>
    /// <param name="notice">A key of the page texts.</param>
    /// <param name="arguments">What stands in its placeholders.</param>
    protected IActionResult GoTo(string path, string? notice = null, params object[] arguments)
    {
        if (notice is not null)
        {
            TempData[NoticeKey] = PageText.T(notice, arguments);
        }

        return LocalRedirect(path);
    }

    private IMediator Mediator => HttpContext.RequestServices.GetRequiredService<IMediator>();
}

/// <summary>A question was refused that a page can't do without: the person sees the refusal.</summary>
/// <param name="error">Why.</param>
public sealed class RefusedException(Error error) : Exception(error.Code)
{
    /// <summary>Why.</summary>
    public Error Error { get; } = error;
}

/// <summary>Values as an input field holds them.</summary>
public static class FieldText
{
    /// <summary>The text of a value: amounts grouped as Indonesians write them, dates as browsers want them.</summary>
    public static string? Of(object? value) =>
        value switch
        {
            null => null,
            Rupiah rupiah => rupiah.Amount.ToString("N0", CultureInfo.GetCultureInfo("id-ID")),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Enum word => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
            bool yes => yes ? "true" : "false",
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}
