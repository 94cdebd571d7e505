using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;
using FluentValidation;

namespace Baznas.Bmd.Web.Features.Offices;

/// <summary>A request with a list of all the holidays of an office.</summary>
public interface IHolidayList
{
    /// <summary>The holidays, each day once.</summary>
    IReadOnlyList<HolidayView> Holidays { get; }
}

/// <summary>What the list may hold.</summary>
public sealed class HolidayListValidator : AbstractValidator<IHolidayList>
{
    /// <summary>The rules.</summary>
    public HolidayListValidator()
    {
        RuleFor(c => c.Holidays).List(0, 5000);
        RuleFor(c => c.Holidays)
            .Must(days => days.Select(day => day.Date).Distinct().Count() == days.Count)
            .WithMessage(_ => Messages.Text("field.days_once"));
        RuleForEach(c => c.Holidays).ChildRules(day => day.RuleFor(d => d.Name).Text(200));
    }
}
