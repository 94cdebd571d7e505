using System.Globalization;
using Baznas.Bmd.Benchmarks;

// Each measurement stands beside a bare loop that does the same database work in the same run, so that what is read is
// a ratio and not the machine.
switch (args.FirstOrDefault())
{
    case "repayments":
        await Repayments.Measure();
        break;
    case "portfolio":
        await PortfolioOfMany.Measure(
            loans: args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000
        );
        break;
    case "holidays":
        await HolidaysOfMany.Measure(
            loans: args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000
        );
        break;
    case "reminders":
        await RemindersOfMany.Measure(
            loans: args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000
        );
        break;
    default:
        await Repayments.Measure();
        await PortfolioOfMany.Measure(loans: 100_000);
        await HolidaysOfMany.Measure(loans: 20_000);
        await RemindersOfMany.Measure(loans: 100_000);
        break;
}
