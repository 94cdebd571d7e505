using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.DraftApplication;

/// <summary>Starts an application (pengajuan).</summary>
[Allowed(Role.FieldOfficer)]
public sealed record DraftApplication : ApplicationTerms, ICommand<ApplicationView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<DraftApplication, ApplicationView>("/applications", (DraftApplication body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class DraftApplicationValidator : AbstractValidator<DraftApplication>
{
    /// <summary>The rules of any application.</summary>
    public DraftApplicationValidator() => Include(new ApplicationTermsValidator());
}

/// <summary>Stores the draft.</summary>
public sealed class DraftApplicationHandler(
    Db db,
    Work work,
    Ids ids,
    ApplicationBook applications,
    ApplicationRules rules
) : IRequestHandler<DraftApplication, Result<ApplicationView>>
{
    private static readonly Sql<NewApplication, NoRows> Insert = new(
        """
        INSERT INTO [LoanApplication] ([Id], [OfficeId], [BorrowerId], [ProductId], [ProductVersion], [FundId],
            [Principal], [Installments], [Purpose], [AppliedOn], [FirstDueOn], [Status], [Round], [DraftedBy],
            [CreatedAt])
        VALUES (@Id, @OfficeId, @BorrowerId, @ProductId, @ProductVersion, @FundId,
            @Principal, @Installments, @Purpose, @AppliedOn, @FirstDueOn, 'draft', 1, @DraftedBy, @CreatedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(DraftApplication request, CancellationToken cancellationToken)
    {
        var appliedOn = request.AppliedOn ?? work.Today;
        var product = await rules.Check(request, appliedOn, cancellationToken);
        if (product.IsRefused(out var error))
        {
            return error;
        }

        var id = ids.New();
        await db.Execute(
            Insert,
            new NewApplication
            {
                Id = id,
                OfficeId = work.Office.Id,
                BorrowerId = request.BorrowerId,
                ProductId = request.ProductId,
                ProductVersion = product.Value.Version,
                FundId = request.FundId,
                Principal = request.Principal,
                Installments = request.Installments,
                Purpose = request.Purpose,
                AppliedOn = appliedOn,
                FirstDueOn = request.FirstDueOn,
                DraftedBy = work.Caller.UserId,
                CreatedAt = work.Now,
            },
            cancellationToken
        );
        await applications.ReplaceTranches(id, request.Tranches, cancellationToken);
        var view = (await applications.Find(id, cancellationToken))!.Value.View;
        work.Audit("application.drafted", id, null, view);
        return view;
    }

    private sealed record NewApplication
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string BorrowerId { get; init; }
        public required string ProductId { get; init; }
        public required int ProductVersion { get; init; }
        public required string FundId { get; init; }
        public required Rupiah Principal { get; init; }
        public required int Installments { get; init; }
        public required string Purpose { get; init; }
        public required DateOnly AppliedOn { get; init; }
        public required DateOnly? FirstDueOn { get; init; }
        public required string DraftedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
