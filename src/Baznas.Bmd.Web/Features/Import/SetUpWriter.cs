using Baznas.Bmd.Web.Features.Funds.CreateFund;
using Baznas.Bmd.Web.Features.Groups;
using Baznas.Bmd.Web.Features.Groups.CreateGroup;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>The ids of what loans of a folder stand on, new or there before.</summary>
public sealed record SetUp
{
    /// <summary>Funds by code.</summary>
    public required IReadOnlyDictionary<string, string> FundIds { get; init; }

    /// <summary>Products by code.</summary>
    public required IReadOnlyDictionary<string, ProductView> Products { get; init; }

    /// <summary>Groups by code.</summary>
    public required IReadOnlyDictionary<string, string> GroupIds { get; init; }
}

/// <summary>
/// Stores an import's office, products, funds and groups with the handlers of the requests that would enter them by
/// hand, within the unit of work under way.
/// </summary>
public sealed class SetUpWriter(IServiceProvider services, OfficeTurn turn, Work work, ProductBook products)
{
    /// <summary>Stores what is new, and goes on in the office's turn.</summary>
    public async Task<SetUp> Write(ImportPlan plan, CancellationToken ct)
    {
        var officeId = plan.OfficeId ?? (await Do<CreateOffice, OfficeView>(plan.Office.ToRequest(), ct)).Id;
        var known = plan.Products.ToDictionary();
        foreach (var terms in plan.NewProducts)
        {
            known.Add(terms.Code, await Offer(terms, ct));
        }

        await turn.Enter(officeId, ct);
        if (plan.OfficeId is null && plan.Office.Holidays.Count > 0)
        {
            var holidays = new ReplaceHolidays { OfficeId = officeId, Holidays = plan.Office.Holidays };
            await Do<ReplaceHolidays, OfficeView>(holidays, ct);
        }

        var funds = plan.FundIds.ToDictionary();
        foreach (var fund in plan.NewFunds)
        {
            funds.Add(fund.Code, (await Do<CreateFund, FundView>(fund.ToRequest(officeId), ct)).Id);
        }

        var groups = plan.GroupIds.ToDictionary();
        foreach (var code in plan.NewGroups)
        {
            var group = new CreateGroup
            {
                OfficeId = officeId,
                Code = code,
                Name = $"Kelompok {code}",
            };
            groups.Add(code, (await Do<CreateGroup, GroupView>(group, ct)).Id);
        }

        return new SetUp
        {
            FundIds = funds,
            Products = known,
            GroupIds = groups,
        };
    }

    private async Task<ProductView> Offer(ProductTerms terms, CancellationToken ct)
    {
        var product = ProductView.Of(terms, services.GetRequiredService<Ids>().New(), 1);
        await products.Store(product, work.Now, ct);
        work.Audit("product.created", product.Id, null, product);
        return product;
    }

    // What they refuse was checked before, so a refusal here is a broken invariant.
    private async Task<T> Do<TRequest, T>(TRequest request, CancellationToken ct)
        where TRequest : IRequest<Result<T>>
        where T : notnull =>
        (await services.GetRequiredService<IRequestHandler<TRequest, Result<T>>>().Handle(request, ct)).Value;
}
