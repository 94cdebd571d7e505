using System.Globalization;
using Baznas.Bmd.Web.Features.Applications.GetApplicationFile;
using Baznas.Bmd.Web.Features.Documents;
using Baznas.Bmd.Web.Features.Documents.GetDocument;
using Baznas.Bmd.Web.Features.Documents.ListLoanDocuments;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.LoanCard;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;
using Microsoft.AspNetCore.WebUtilities;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>
/// All papers of a sampled loan. This is the one place that knows which there are: a further kind of paper is added here.
/// </summary>
public sealed class SamplePapers(Db db, IMediator mediator)
{
    private static readonly Sql<IdParameter, string?> ApplicationOf = new(
        "SELECT [ApplicationId] FROM [Loan] WHERE [Id] = @Id"
    );

    /// <summary>Adds a loan's papers.</summary>
    /// <param name="build">The pack.</param>
    /// <param name="folder">Where they go.</param>
    /// <param name="loanId">The loan.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Add(PackBuild build, string folder, string loanId, CancellationToken ct)
    {
        var card = await mediator.Send(new GetLoanCard { LoanId = loanId, AsOf = build.Scope.To }, ct);
        if (card.Error is null)
        {
            build.Table($"{folder}/loan-card", card.Value.Content());
            build.Paper($"{folder}/loan-card", card.Value.Content());
        }

        if (await db.Find(ApplicationOf, new IdParameter(loanId), ct) is { } applicationId)
        {
            var file = (await mediator.Send(new GetApplicationFile(applicationId), ct)).Value;
            build.Table($"{folder}/application", "audit_packs.application", Steps(file));
        }

        await AddDocuments(build, folder, loanId, ct);
    }

    // As they would be printed at the counter, those of the days up to the last.
    private async Task AddDocuments(PackBuild build, string folder, string loanId, CancellationToken ct)
    {
        var documents = (await mediator.Send(new ListLoanDocuments(loanId), ct)).Value.Items;
        foreach (var document in documents.Where(document => document.IssuedOn <= build.Scope.To))
        {
            var file = await mediator.Send(RequestFor(document), ct);
            if (file.Error is null)
            {
                var name = $"{folder}/{EnumText.Of(document.Kind)}-{document.Number}.pdf";
                build.Add(name, stream => stream.Write(file.Value.Content));
            }
        }
    }

    private static GetDocument RequestFor(DocumentView document)
    {
        var address = new Uri(new Uri("http://localhost"), document.Path);
        var query = QueryHelpers.ParseQuery(address.Query);
        return new GetDocument
        {
            Kind = document.Kind,
            Id = address.Segments[^1],
            Version = Number("version"),
            Entries = Number("entries"),
            AsOf = query.TryGetValue("asOf", out var day)
                ? DateOnly.ParseExact(day.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture)
                : null,
        };

        int? Number(string name) =>
            query.TryGetValue(name, out var value) ? int.Parse(value.ToString(), CultureInfo.InvariantCulture) : null;
    }

    private static ReportSheet Steps(ApplicationFile file) =>
        ReportSheet
            .Of(file.Steps)
            .Code("step", "audit_packs.step", step => CodedWord.Of(step.Step))
            .Date("on", "reports.date", step => step.On)
            .Text("by", "reports.booked_by", step => step.By)
            .Count("score", "audit.field.score", step => step.Score)
            .Money("principal", "loans.principal", step => step.Principal)
            .Count("installments", "reports.instalments", step => step.Installments)
            .Text("note", "audit.field.note", step => step.Note);
}
