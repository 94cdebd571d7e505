using System.Data;
using System.Globalization;
using Baznas.Bmd.Domain.Money;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Storage;

/// <summary>
/// How the values that both engines spell differently go in and out: rupiah as 64-bit integers, dates
/// as <c>date</c> or <c>yyyy-MM-dd</c>, instants in UTC as <c>datetimeoffset(3)</c> or RFC 3339 text.
/// </summary>
internal static class StorageTypes
{
    private static readonly Lazy<bool> Registered = new(() =>
    {
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new RupiahHandler());
        SqlMapper.AddTypeHandler(new DateHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
        return true;
    });

    public static void Register() => _ = Registered.Value;

    /// <summary>A handler that reads NULL too: of a single column, the mapper passes it on as it is.</summary>
    private abstract class Handler<T> : SqlMapper.TypeHandler<T>, SqlMapper.ITypeHandler
        where T : struct
    {
        object? SqlMapper.ITypeHandler.Parse(Type destinationType, object value) =>
            value is DBNull ? null : Parse(value);
    }

    private sealed class RupiahHandler : Handler<Rupiah>
    {
        public override void SetValue(IDbDataParameter parameter, Rupiah value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Amount;
        }

        public override Rupiah Parse(object value) => new(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private sealed class DateHandler : Handler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            if (parameter is SqliteParameter)
            {
                parameter.DbType = DbType.String;
                parameter.Value = value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }
            else
            {
                parameter.DbType = DbType.Date;
                parameter.Value = value.ToDateTime(TimeOnly.MinValue);
            }
        }

        public override DateOnly Parse(object value) =>
            value switch
            {
                string text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime dateTime => DateOnly.FromDateTime(dateTime),
                _ => (DateOnly)value,
            };
    }

    private sealed class InstantHandler : Handler<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            var utc = value.ToUniversalTime();
            if (parameter is SqliteParameter)
            {
                parameter.DbType = DbType.String;
                parameter.Value = utc.ToString(Format, CultureInfo.InvariantCulture);
            }
            else
            {
                parameter.DbType = DbType.DateTimeOffset;
                parameter.Value = utc;
            }
        }

        public override DateTimeOffset Parse(object value) =>
            value is string text
                ? DateTimeOffset.ParseExact(
                    text,
                    Format,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
                )
                : (DateTimeOffset)value;
    }
}
